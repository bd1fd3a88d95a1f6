import type { ItemFeatures } from '../../src/recommendation/learning/interaction-log.types';
import type { SeededRandom } from '../../src/shared/seeded-random';

/** Which features each item has: those from `offsets[i]` to before `offsets[i + 1]`. */
export type FeatureLists = Pick<ItemFeatures, 'offsets' | 'features' | 'featureCount'>;

/**
 * Both towers. An item is its own vector plus those of its features, so an item that nobody has touched is what its features make it. A shopper is the recent items, the
 * latest counting most, through one hidden layer that is added to what goes in. Both are brought to length 1.
 */
export interface Towers {
  readonly itemCount: number;
  readonly width: number;
  readonly hidden: number;
  readonly lists: FeatureLists;
  /** [items, width]; zero for items that nobody touched. */
  readonly own: Float32Array;
  /** [features, width] */
  readonly ofFeatures: Float32Array;
  /** [width, hidden], [hidden], [hidden, width], one after the other. */
  readonly layers: Float32Array;
}

/** Where the parts of the layers end. */
export function layerEnds({ width, hidden }: Pick<Towers, 'width' | 'hidden'>) {
  const into = width * hidden;
  return { into, bias: into + hidden, out: into + hidden + hidden * width };
}

const START_DEVIATION = 0.3;

/** @param touched by item, whether anybody did anything with it. */
export function firstTowers(
  shape: Pick<Towers, 'itemCount' | 'width' | 'hidden' | 'lists'>,
  touched: Uint8Array,
  random: SeededRandom,
): Towers {
  const { itemCount, width, hidden, lists } = shape;
  const deviation = START_DEVIATION / Math.sqrt(width);
  const own = new Float32Array(itemCount * width);
  for (let at = 0; at < own.length; at += 1)
    if (touched[Math.floor(at / width)] === 1) own[at] = random.normal(0, deviation);
  const ends = layerEnds(shape);
  const layers = new Float32Array(ends.out);
  // The way out begins at nothing: at first a shopper is the mean of the items.
  for (let at = 0; at < ends.into; at += 1) layers[at] = random.normal(0, Math.sqrt(2 / width));
  return {
    ...{ itemCount, width, hidden, lists, own, layers },
    ofFeatures: Float32Array.from({ length: lists.featureCount * width }, () =>
      random.normal(0, deviation),
    ),
  };
}

/** What each feature of an item counts: many say together what few say. */
export function featureShare({ offsets }: FeatureLists, item: number): number {
  const count = (offsets[item + 1] as number) - (offsets[item] as number);
  return count === 0 ? 0 : 1 / Math.sqrt(count);
}

/** Adds an item's vector, not yet of length 1, to `target` from `at` on. */
export function addItem(
  { own, ofFeatures, lists, width }: Towers,
  item: number,
  { target, at, hasOwn }: { readonly target: Float32Array; readonly at: number; readonly hasOwn: boolean }, // prettier-ignore
): void {
  if (hasOwn) addRow(target, at, { table: own, row: item, width, factor: 1 });
  const factor = featureShare(lists, item);
  const end = lists.offsets[item + 1] as number;
  for (let place = lists.offsets[item] as number; place < end; place += 1)
    addRow(target, at, { table: ofFeatures, row: lists.features[place] as number, width, factor });
}

interface ScaledRow {
  readonly table: Float32Array;
  readonly row: number;
  readonly width: number;
  readonly factor: number;
}

/** target += factor · row */
export function addRow(
  target: Float32Array | Float64Array,
  at: number,
  { table, row, width, factor }: ScaledRow,
): void {
  const from = row * width;
  for (let k = 0; k < width; k += 1)
    target[at + k] = (target[at + k] as number) + factor * (table[from + k] as number);
}

/** The items of a history with what each counts, adding up to 1. @param items oldest first. */
export function sharesOf(weights: readonly number[], recency: number): readonly number[] {
  const counts = weights.map((weight, place) => weight * recency ** (weights.length - 1 - place));
  const all = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => count / all);
}
