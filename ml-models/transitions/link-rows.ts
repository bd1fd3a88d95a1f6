import { inPortions, type PortionOrder } from '../runtime/in-portions';
import { NeighbourRowsBuilder, type NeighbourRows } from '../runtime/neighbour-rows';
import { transposed, UNITS, type PairCounts } from '../runtime/pair-counts';
import type { TransitionCounts } from './transition-counts';
import type { TransitionOptions } from './transition-options';

/**
 * How much each item leads to others, from what was counted:
 *
 *   weight = after + backward · before
 *   link   = (weight / (acts · acts')^popularityExponent · seen / (seen + shrinkage))^power
 */
export async function linkRows(
  { pairs, times, acts }: TransitionCounts,
  options: TransitionOptions,
  order: PortionOrder,
): Promise<NeighbourRows> {
  const builder = new NeighbourRowsBuilder(acts.length, options.neighbours);
  const weights = sidesOf(pairs, 1, options.backward);
  const sightings = sidesOf(times, 1, options.backward > 0 ? 1 : 0);
  const popularity = acts.map((units) => (units / UNITS) ** options.popularityExponent);
  const addItem = (item: number): void => {
    const others = gatherRow(weights, item);
    gatherRow(sightings, item);
    const own = popularity[item] ?? 0;
    const links = Float32Array.from(others, (other) => {
      const weight = take(weights, other) / UNITS / (own * (popularity[other] ?? 0));
      const seen = take(sightings, other);
      return (weight * (seen / (seen + options.shrinkage))) ** options.power;
    });
    builder.addRow(others, links);
  };
  await inPortions(acts.length, addItem, order);
  return builder.build();
}

/** What was counted in both directions, and a row to add it up in. */
interface Sides {
  readonly directions: readonly { readonly pairs: PairCounts; readonly share: number }[];
  /** Zero everywhere before and after a row. */
  readonly row: Float64Array;
}

function sidesOf(pairs: PairCounts, after: number, before: number): Sides {
  const directions = [
    { pairs, share: after },
    { pairs: transposed(pairs), share: before },
  ];
  return { directions, row: new Float64Array(pairs.offsets.length - 1) };
}

/** Adds both directions up in the row. @returns the items that are not zero there, ascending. */
function gatherRow({ directions, row }: Sides, item: number): Uint32Array {
  const touched: number[] = [];
  for (const { pairs, share } of directions) {
    const end = pairs.offsets[item + 1] ?? 0;
    for (let entry = pairs.offsets[item] ?? end; entry < end && share > 0; entry += 1) {
      const other = pairs.others[entry] as number;
      if (row[other] === 0) touched.push(other);
      row[other] = (row[other] as number) + share * (pairs.amounts[entry] as number);
    }
  }
  return Uint32Array.from(touched).sort();
}

function take({ row }: Sides, other: number): number {
  const sum = row[other] ?? 0;
  row[other] = 0;
  return sum;
}
