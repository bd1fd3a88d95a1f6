import { randomUUID } from 'node:crypto';
import type { RankingLog } from '../search/ranking-log.port';
import { systemClock, type Clock } from '../shared/clock';
import type { NewId } from '../shared/ids';
import { silentLogger, type Logger } from '../shared/logger';

/** What the machine provides; tests bring their own. */
export interface Surroundings {
  readonly clock: Clock;
  readonly newId: NewId;
  readonly logger: Logger;
  /** False leaves no trace of searches: nobody shopped. */
  readonly notesSearches: boolean;
  /** Takes note of searches instead of the shop's own log; null leaves that to it. */
  readonly notesTo: RankingLog | null;
}

/** A real clock, random ids, and nobody who reads the log. */
export const machine: Surroundings = {
  clock: systemClock,
  newId: randomUUID,
  logger: silentLogger,
  notesSearches: true,
  notesTo: null,
};
