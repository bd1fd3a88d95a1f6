import { topItems } from '../../src/recommendation/learning/top-items';
import type { NamedArrays } from './packed-arrays';
import { TroveError } from '../../src/shared/errors';

/** By item its nearest others and how much it speaks for each, above 0; ascending by the other. */
export interface NeighbourRows {
  readonly itemCount: number;
  readonly offsets: Uint32Array;
  readonly others: Uint32Array;
  readonly values: Float32Array;
}

/** Keeps the nearest of each item, item by item. */
export class NeighbourRowsBuilder {
  private readonly offsets: Uint32Array;
  private readonly others: Uint32Array[] = [];
  private readonly values: Float32Array[] = [];
  private item = 0;

  /** @param limit neighbours kept of each item. */
  constructor(
    private readonly itemCount: number,
    private readonly limit: number,
  ) {
    this.offsets = new Uint32Array(itemCount + 1);
  }

  /** @param others ascending. @param values of the same length; what is not above 0 is left out. */
  addRow(others: Uint32Array, values: Float32Array): void {
    const best = topItems(values, this.limit, 0).sort();
    this.others.push(best.map((place) => others[place] ?? 0));
    this.values.push(Float32Array.from(best, (place) => values[place] ?? 0));
    this.offsets[this.item + 1] = (this.offsets[this.item] ?? 0) + best.length;
    this.item += 1;
  }

  build(): NeighbourRows {
    const total = this.offsets[this.item] ?? 0;
    const [others, values] = [new Uint32Array(total), new Float32Array(total)];
    for (const [item, row] of this.others.entries()) {
      others.set(row, this.offsets[item]);
      values.set(this.values[item] ?? [], this.offsets[item]);
    }
    return { itemCount: this.itemCount, offsets: this.offsets, others, values };
  }
}

/** Adds `weight` times the row of an item to the scores. */
export function addRowTo(
  scores: Float32Array,
  { offsets, others, values }: NeighbourRows,
  item: number,
  weight: number,
): void {
  const end = offsets[item + 1] ?? 0;
  for (let entry = offsets[item] ?? end; entry < end; entry += 1) {
    const other = others[entry] as number;
    scores[other] = (scores[other] as number) + weight * (values[entry] as number);
  }
}

/** How much an item speaks for another; 0 when it does not. Found by halving. */
export function valueBetween(
  { offsets, others, values }: NeighbourRows,
  item: number,
  other: number,
): number {
  let [from, to] = [offsets[item] ?? 0, offsets[item + 1] ?? 0];
  while (from < to) {
    const middle = (from + to) >> 1;
    const found = others[middle] as number;
    if (found === other) return values[middle] ?? 0;
    if (found < other) from = middle + 1;
    else to = middle;
  }
  return 0;
}

/** As arrays of an artefact. */
export function rowArrays({ offsets, others, values }: NeighbourRows): NamedArrays {
  return { rowOffsets: offsets, rowOthers: others, rowValues: values };
}

/** @throws TroveError MODEL_CORRUPT for arrays that do not fit together. */
export function rowsFrom(arrays: NamedArrays): NeighbourRows {
  const { rowOffsets: offsets, rowOthers: others, rowValues: values } = arrays;
  if (
    !(offsets instanceof Uint32Array && others instanceof Uint32Array) ||
    !(values instanceof Float32Array)
  )
    throw corrupt('it holds no neighbours');
  const itemCount = offsets.length - 1;
  const fits = others.length === values.length && offsets[itemCount] === others.length;
  if (itemCount < 0 || !fits || others.some((other) => other >= itemCount))
    throw corrupt('its neighbours do not fit together');
  return { itemCount, offsets, others, values };
}

function corrupt(why: string): TroveError {
  return new TroveError('MODEL_CORRUPT', `The model cannot be read: ${why}.`);
}
