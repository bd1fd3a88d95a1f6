import type { Deadline } from './deadline';

/** The longest time that a timer can run, in milliseconds. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * Waits no longer than the deadline allows for work that knows none. The work goes on; its result is dropped.
 *
 * @throws TroveError DEADLINE_EXCEEDED
 */
export function inTime<T>(work: Promise<T>, deadline: Deadline | undefined): Promise<T> {
  if (!deadline) return work;
  return new Promise((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined;
    // Timers may ring a little early: it is the deadline that says when it is over.
    const ring = (): void => {
      try {
        timer = setTimeout(ring, deadline.patienceMs(LONGEST_TIMER_MS));
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    };
    ring();
    // Every request waits here, so that one promise does the work of a race of two.
    work.then(resolve, reject).finally(() => {
      clearTimeout(timer);
    });
  });
}
