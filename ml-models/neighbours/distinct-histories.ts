import type { InteractionLog } from '../../src/recommendation/learning/interaction-log.types';

/** What each shopper touched, every item once: the items of shopper `u` are those from `offsets[u]` to before `offsets[u + 1]`. */
export interface DistinctHistories {
  readonly offsets: Uint32Array;
  /** In the order in which each was touched last. */
  readonly items: Uint32Array;
  /** The largest weight of the shopper's acts with the item. */
  readonly weights: Float32Array;
}

/** @param longest items of a shopper that count, the latest; the rest of a long history is left out. */
export function distinctHistories(log: InteractionLog, longest: number): DistinctHistories {
  const shoppers = log.offsets.length - 1;
  const offsets = new Uint32Array(shoppers + 1);
  const items = new Uint32Array(log.items.length);
  const weights = new Float32Array(log.items.length);
  let used = 0;
  for (let shopper = 0; shopper < shoppers; shopper += 1) {
    for (const [item, weight] of latestOf(log, shopper, longest)) {
      items[used] = item;
      weights[used] = weight;
      used += 1;
    }
    offsets[shopper + 1] = used;
  }
  return { offsets, items: items.slice(0, used), weights: weights.slice(0, used) };
}

function latestOf(
  log: InteractionLog,
  shopper: number,
  longest: number,
): readonly (readonly [item: number, weight: number])[] {
  const found = new Map<number, number>();
  const first = log.offsets[shopper] ?? 0;
  for (let act = (log.offsets[shopper + 1] ?? 0) - 1; act >= first; act -= 1) {
    const item = log.items[act] ?? 0;
    const known = found.get(item);
    if (known === undefined && found.size === longest) break;
    found.set(item, Math.max(known ?? 0, log.weights?.[act] ?? 1));
  }
  return [...found].reverse();
}
