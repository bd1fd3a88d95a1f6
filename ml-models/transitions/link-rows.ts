import { inPortions, type PortionOrder } from '../runtime/in-portions';
import { NeighbourRowsBuilder, type NeighbourRows } from '../runtime/neighbour-rows';
import { transposed, UNITS, type PairCounts } from '../runtime/pair-counts';
import type { TransitionCounts } from './transition-counts';
import type { TransitionOptions } from './transition-options';

/**
 * How much each item leads to others, from what was counted:
 *
 *   weight = after + backward · before
 *   link   = (weight / ((acts · acts')^popularityExponent + shrinkage))^power
 */
export async function linkRows(
  { pairs, acts }: TransitionCounts,
  options: TransitionOptions,
  order: PortionOrder,
): Promise<NeighbourRows> {
  const builder = new NeighbourRowsBuilder(acts.length, options.neighbours);
  const sides = { after: pairs, before: transposed(pairs), row: new Float64Array(acts.length) };
  const popularity = acts.map((units) => (units / UNITS) ** options.popularityExponent);
  const addItem = (item: number): void => {
    const others = gatherRow(sides, item, options.backward);
    const own = popularity[item] ?? 0;
    const links = Float32Array.from(others, (other) => {
      const damping = own * (popularity[other] ?? 0) + options.shrinkage;
      const weight = (sides.row[other] ?? 0) / UNITS;
      sides.row[other] = 0;
      return (weight / damping) ** options.power;
    });
    builder.addRow(others, links);
  };
  await inPortions(acts.length, addItem, order);
  return builder.build();
}

interface Sides {
  readonly after: PairCounts;
  readonly before: PairCounts;
  /** Zero everywhere before and after a row. */
  readonly row: Float64Array;
}

/** Adds both directions up in the row. @returns the items that are not zero there, ascending. */
function gatherRow({ after, before, row }: Sides, item: number, backward: number): Uint32Array {
  const touched: number[] = [];
  const addSide = ({ offsets, others, amounts }: PairCounts, share: number): void => {
    const end = offsets[item + 1] ?? 0;
    for (let entry = offsets[item] ?? end; entry < end && share > 0; entry += 1) {
      const other = others[entry] as number;
      if (row[other] === 0) touched.push(other);
      row[other] = (row[other] as number) + share * (amounts[entry] as number);
    }
  };
  addSide(after, 1);
  addSide(before, backward);
  return Uint32Array.from(touched).sort();
}
