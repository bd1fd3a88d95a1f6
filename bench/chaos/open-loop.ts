import { setTimeout as sleep } from 'node:timers/promises';

/** Often enough for some hundred requests a second. */
const TICK_MS = 5;

/** More than a server that keeps up ever has to answer at once. */
const MOST_IN_FLIGHT = 2_000;

/** How a stream of requests went. */
export interface StreamRecord {
  sent: number;
  answered: number;
  /** From the moment when each was due until its answer, in milliseconds. */
  readonly latenciesMs: number[];
  seconds: number;
  /** So many requests waited for an answer that it was stopped before its time. */
  isOverwhelmed: boolean;
}

/**
 * Sends at the given rate, whether answers come or not, until told to stop, and waits for the answers. A request that is sent late
 * counts from when it was due: nothing is hidden by a client that waits.
 * Stops early when the server is hopelessly behind.
 */
export async function sendSteadily(
  perSecond: number,
  send: () => Promise<void>,
  signal: AbortSignal,
): Promise<StreamRecord> {
  const record: StreamRecord = {
    sent: 0,
    answered: 0,
    latenciesMs: [],
    seconds: 0,
    isOverwhelmed: false,
  };
  const inFlight = new Set<Promise<void>>();
  const begunAt = performance.now();
  while (!signal.aborted && !record.isOverwhelmed) {
    const due = Math.floor(((performance.now() - begunAt) / 1000) * perSecond);
    for (; record.sent < due; record.sent += 1) {
      const dueAt = begunAt + (record.sent / perSecond) * 1000;
      const request = send().then(() => {
        record.answered += 1;
        record.latenciesMs.push(performance.now() - dueAt);
      });
      inFlight.add(request);
      void request.finally(() => inFlight.delete(request)).catch(() => undefined);
    }
    record.isOverwhelmed = inFlight.size > MOST_IN_FLIGHT;
    await sleep(TICK_MS);
  }
  record.seconds = (performance.now() - begunAt) / 1000;
  await Promise.all(inFlight);
  return record;
}

/** The value below which the given share of the numbers lies. 0 without numbers. */
export function quantile(numbers: readonly number[], share: number): number {
  const sorted = [...numbers].sort((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}
