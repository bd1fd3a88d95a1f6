import { inPortions, type PortionOrder } from '../runtime/in-portions';
import { NeighbourRowsBuilder, type NeighbourRows } from '../runtime/neighbour-rows';
import { transposed, UNITS, type PairCounts } from '../runtime/pair-counts';
import type { ItemNeighbourOptions } from './item-neighbour-options';
import type { SharedShoppers } from './shared-shoppers';

/**
 * How alike items are, from the shoppers that they share:
 *
 *   likeness = (shared / ((own · own')^popularityExponent + shrinkage))^power
 *
 * @see Sarwar, Karypis, Konstan and Riedl 2001, "Item-based Collaborative Filtering Recommendation Algorithms"; the shrinkage: Bell and Koren 2007,
 * "Improved Neighborhood-based Collaborative Filtering".
 */
export async function similarityRows(
  { pairs, own }: SharedShoppers,
  options: ItemNeighbourOptions,
  order: PortionOrder,
): Promise<NeighbourRows> {
  const builder = new NeighbourRowsBuilder(own.length, options.neighbours);
  // Each pair is kept once: the lower numbers of an item are where the pairs are turned.
  const lower = transposed(pairs);
  const popularity = own.map((units) => (units / UNITS) ** options.popularityExponent);
  const addItem = (item: number): void => {
    const sides = [entriesOf(lower, item), entriesOf(pairs, item)];
    const others = joined(sides.map(({ others }) => others));
    const amounts = joined(sides.map(({ amounts }) => amounts));
    const likenesses = Float32Array.from(others, (other, place) => {
      const both = (popularity[item] ?? 0) * (popularity[other] ?? 0);
      return ((amounts[place] ?? 0) / UNITS / (both + options.shrinkage)) ** options.power;
    });
    builder.addRow(others, likenesses);
  };
  await inPortions(own.length, addItem, order);
  return builder.build();
}

function entriesOf({ offsets, others, amounts }: PairCounts, item: number) {
  const [from, to] = [offsets[item], offsets[item + 1]];
  return { others: others.subarray(from, to), amounts: amounts.subarray(from, to) };
}

function joined(parts: readonly Uint32Array[]): Uint32Array {
  const all = new Uint32Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
