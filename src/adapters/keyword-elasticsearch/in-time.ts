import { setTimeout as sleep } from 'node:timers/promises';
import type { Deadline } from '../../shared/deadline';
import { unavailable } from './elasticsearch-failures';

/** Longer than any work that is waited for here, in milliseconds. */
const FOR_EVER_MS = 2 ** 31 - 2;

/**
 * Waits for work that others wait for as well, and that therefore goes on, no longer than the deadline allows.
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
  await sleep(deadline.patienceMs(FOR_EVER_MS) + 1, undefined, { signal });
  deadline.patienceMs(FOR_EVER_MS);
  throw unavailable('Elasticsearch did not answer in time. Try again.', null);
}
