import type { InteractionLog } from '../../src/recommendation/learning/interaction-log.types';

/** How much was done with each item, as seen at a moment. */
export interface PopularityCounts {
  /** By item, at least 0. */
  readonly counts: Float64Array;
  /** Epoch milliseconds of the latest act; 0 where no times are known. */
  readonly asOf: number;
}

export const NO_COUNTS: PopularityCounts = { counts: new Float64Array(), asOf: 0 };

/**
 * Adds the acts of a log. An act that is one half-life older than the latest counts half; sums of exponentials can be carried on from any moment, so adding two
 * logs gives what their union gives.
 *
 * @param halfLifeMs null: time changes nothing.
 */
export function addActs(
  before: PopularityCounts,
  log: InteractionLog,
  halfLifeMs: number | null,
): PopularityCounts {
  const times = halfLifeMs === null ? null : log.times;
  const asOf = times === null ? before.asOf : times.reduce((a, b) => Math.max(a, b), before.asOf);
  const decay = (at: number | undefined): number =>
    halfLifeMs === null || at === undefined ? 1 : 2 ** ((at - asOf) / halfLifeMs);
  const carried = before.asOf === 0 ? 1 : decay(before.asOf);
  const counts = new Float64Array(Math.max(log.itemCount, before.counts.length));
  for (const [item, count] of before.counts.entries()) counts[item] = count * carried;
  for (const [act, item] of log.items.entries()) {
    const weight = log.weights?.[act] ?? 1;
    counts[item] = (counts[item] ?? 0) + weight * decay(times?.[act]);
  }
  return { counts, asOf };
}
