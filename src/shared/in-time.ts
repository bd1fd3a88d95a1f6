import type { Deadline } from './deadline';

/** The longest time that a timer can run, in milliseconds. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * Waits no longer than the deadline allows for work that knows none. The work goes on; its result is dropped.
 *
 * @throws TroveError DEADLINE_EXCEEDED
 */
export async function inTime<T>(work: Promise<T>, deadline: Deadline | undefined): Promise<T> {
  if (!deadline) return work;
  let timer: NodeJS.Timeout | undefined;
  const lateness = new Promise<never>((_resolve, reject) => {
    // Timers may ring a little early: it is the deadline that says when it is over.
    const ring = (): void => {
      try {
        timer = setTimeout(ring, deadline.patienceMs(LONGEST_TIMER_MS));
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    };
    ring();
  });
  try {
    return await Promise.race([work, lateness]);
  } finally {
    clearTimeout(timer);
  }
}
