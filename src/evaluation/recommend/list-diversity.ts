import type { ItemFeatures } from '../../recommendation/learning/interaction-log.types';

/** Mean over the lists of at least two items of one minus the mean Jaccard likeness of their pairs; 0 when there is no such list. */
export function listDiversity(lists: readonly Uint32Array[], features: ItemFeatures): number {
  const long = lists.filter((list) => list.length > 1);
  if (long.length === 0) return 0;
  const sets = new Map<number, ReadonlySet<number>>();
  const setOf = (item: number): ReadonlySet<number> => {
    const known = sets.get(item);
    if (known) return known;
    const [from, to] = [features.offsets[item], features.offsets[item + 1]];
    const set = new Set(features.features.subarray(from, to));
    sets.set(item, set);
    return set;
  };
  return long.reduce((sum, list) => sum + 1 - meanLikeness(list, setOf), 0) / long.length;
}

function meanLikeness(list: Uint32Array, setOf: (item: number) => ReadonlySet<number>): number {
  let sum = 0;
  let pairs = 0;
  for (const [place, item] of list.entries()) {
    for (const other of list.subarray(place + 1)) {
      sum += jaccard(setOf(item), setOf(other));
      pairs += 1;
    }
  }
  return sum / pairs;
}

/** What both have, as a share of what either has; 0 when neither has anything: two unknowns are not known to be alike. */
function jaccard(left: ReadonlySet<number>, right: ReadonlySet<number>): number {
  let both = 0;
  for (const feature of left) if (right.has(feature)) both += 1;
  const either = left.size + right.size - both;
  return either === 0 ? 0 : both / either;
}
