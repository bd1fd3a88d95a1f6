import type { Sku } from '../../shared/ids';

/** Something with a place on a list. */
export interface Listed {
  readonly sku: Sku;
}

/**
 * The `limit` entries with the highest scores, best first, ties by SKU. Scores at or below `floor` are left out. Sorting numbers alone finds
 * the last that belongs; only what is above it is sorted as a whole.
 */
export function bestSkus<Entry extends Listed>(
  entries: readonly Entry[],
  scoreOf: (entry: Entry) => number,
  { limit, floor }: { readonly limit: number; readonly floor: number },
): readonly Sku[] {
  const scores = Float64Array.from(entries, scoreOf);
  const least = leastThatBelongs(scores, limit, floor);
  const chosen: { readonly sku: Sku; readonly score: number }[] = [];
  for (const [place, { sku }] of entries.entries()) {
    const score = scores[place] ?? floor;
    if (score > floor && score >= least) chosen.push({ sku, score });
  }
  chosen.sort((one, other) => other.score - one.score || (one.sku < other.sku ? -1 : 1));
  return chosen.slice(0, limit).map(({ sku }) => sku);
}

function leastThatBelongs(scores: Float64Array, limit: number, floor: number): number {
  if (scores.length <= limit) return floor;
  return scores.toSorted()[scores.length - limit] ?? floor;
}
