import { randomUUID } from 'node:crypto';
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
}

/** A real clock, random ids, and nobody who reads the log. */
export const machine: Surroundings = {
  clock: systemClock,
  newId: randomUUID,
  logger: silentLogger,
  notesSearches: true,
};
