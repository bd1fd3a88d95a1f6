import type { PastItem, ScoringContext } from '../../src/recommendation/learning/recommender.port';

/**
 * The latest different items of a context that the model knows, latest first. An item that came several times stands where it came last, with the largest
 * of its weights among those looked at. The end of a long past is looked at only as far as needed.
 */
export function recentItems(
  { past }: ScoringContext,
  itemCount: number,
  limit: number,
): readonly PastItem[] {
  const found = new Map<number, PastItem>();
  for (let at = past.length - 1; at >= 0 && found.size < limit; at -= 1) {
    const act = past[at];
    if (act === undefined || act.item >= itemCount) continue;
    const later = found.get(act.item);
    if (later === undefined) found.set(act.item, act);
    else if (act.weight > later.weight) found.set(act.item, { ...later, weight: act.weight });
  }
  return [...found.values()];
}
