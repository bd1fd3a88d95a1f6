import type { InteractionLog } from '../../src/recommendation/learning/interaction-log.types';

/** A log of these items by shopper, oldest first; times and weights in the same form. */
export function aLog(
  itemCount: number,
  acts: readonly (readonly number[])[],
  {
    times = null,
    weights = null,
  }: {
    readonly times?: readonly (readonly number[])[] | null;
    readonly weights?: readonly (readonly number[])[] | null;
  } = {},
): InteractionLog {
  const offsets = new Uint32Array(acts.length + 1);
  for (const [shopper, own] of acts.entries())
    offsets[shopper + 1] = (offsets[shopper] ?? 0) + own.length;
  return {
    itemCount,
    offsets,
    items: Uint32Array.from(acts.flat()),
    times: times && Float64Array.from(times.flat()),
    weights: weights && Float32Array.from(weights.flat()),
  };
}
