import { setTimeout as sleep } from 'node:timers/promises';
import { TroveError } from '../shared/errors';
import type { PlannedSearch } from './plan-visits';
import { playSearch, type Play, type PlayedSearch } from './play-search';

/** How traffic is let loose on the shop. */
export interface TrafficOrder {
  readonly searches: readonly PlannedSearch[];
  /** Searches under way at once; at least 1. */
  readonly concurrency: number;
  /** Searches that begin in a second; null as many as the shop answers. */
  readonly rate: number | null;
  /** Ends the traffic at its next search. */
  readonly signal: AbortSignal;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
  readonly onPlayed: (played: PlayedSearch) => void;
  readonly onFailed: (search: PlannedSearch, error: TroveError) => void;
}

/** After so many failures in a row it is the shop that is down, not a search that went wrong. */
const PATIENCE = 20;

/** Plays the searches in their order. @throws TroveError the last failure, when the shop does nothing but fail. */
export async function runTraffic(order: TrafficOrder, play: Play): Promise<void> {
  const { searches, concurrency, rate, signal, now } = order;
  const startedAt = now();
  let begun = 0;
  let failures = 0;
  const playOne = async (search: PlannedSearch): Promise<void> => {
    try {
      order.onPlayed(await playSearch(search, play));
      failures = 0;
    } catch (error) {
      failures += 1;
      if (!(error instanceof TroveError) || failures >= PATIENCE) {
        begun = searches.length;
        throw error;
      }
      order.onFailed(search, error);
    }
  };
  const playOn = async (): Promise<void> => {
    while (begun < searches.length && !signal.aborted) {
      const turn = begun;
      begun += 1;
      const search = searches[turn];
      if (rate !== null) await sleep(Math.max(0, startedAt + (turn * 1000) / rate - now()));
      if (search) await playOne(search);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, playOn));
}
