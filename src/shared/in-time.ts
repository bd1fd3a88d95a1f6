import { setTimeout as sleep } from 'node:timers/promises';
import type { Deadline } from './deadline';

/** The longest time that a timer can run, in milliseconds. */
const LONGEST_TIMER_MS = 2 ** 31 - 2;

/**
 * Waits no longer than the deadline allows for work that knows none. The work goes on; its result is dropped.
 *
 * @throws TroveError DEADLINE_EXCEEDED
 */
export async function inTime<T>(work: Promise<T>, deadline: Deadline | undefined): Promise<T> {
  if (!deadline) return work;
  const abort = new AbortController();
  try {
    return await Promise.race([work, lateness(deadline, abort.signal)]);
  } finally {
    abort.abort();
  }
}

async function lateness(deadline: Deadline, signal: AbortSignal): Promise<never> {
  // Ends by the deadline's own refusal: timers may ring a little early.
  for (;;) await sleep(deadline.patienceMs(LONGEST_TIMER_MS) + 1, undefined, { signal });
}
