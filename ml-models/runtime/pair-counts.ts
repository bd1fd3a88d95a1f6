import type { InteractionLog } from '../../src/recommendation/learning/interaction-log.types';

/**
 * How much pairs of items were seen: entry `e` of item `i`, `offsets[i] <= e < offsets[i + 1]`, says so of the pair (i, `others[e]`), ascending by the other.
 * Amounts are whole numbers of units, so that adding them up gives the same whatever the order: two logs counted one after the other give, to
 * the last bit, what both give at once. An amount that would be too large stays at the largest.
 */
export interface PairCounts {
  readonly offsets: Uint32Array;
  readonly others: Uint32Array;
  readonly amounts: Uint32Array;
}

/** Units in one: amounts are exact to .0001, and a pair may weigh up to 262,144. */
export const UNITS = 2 ** 14;

const LARGEST = 2 ** 32 - 1;

export function noPairs(itemCount: number): PairCounts {
  return {
    offsets: new Uint32Array(itemCount + 1),
    others: new Uint32Array(),
    amounts: new Uint32Array(),
  };
}

export function toUnits(amount: number): number {
  return Math.min(Math.round(amount * UNITS), LARGEST);
}

/** Gathers amounts item by item: one row of doubles, and what came of the items before. */
export class PairCounter {
  private readonly row: Float64Array;
  private readonly touched: Uint32Array;
  private touchedCount = 0;
  private others = new Uint32Array(4096);
  private amounts = new Uint32Array(4096);
  private readonly offsets: Uint32Array;
  private used = 0;
  private item = 0;

  constructor(itemCount: number) {
    this.row = new Float64Array(itemCount);
    this.touched = new Uint32Array(itemCount);
    this.offsets = new Uint32Array(itemCount + 1);
  }

  /** @param units whole, above 0. */
  add(other: number, units: number): void {
    if (this.row[other] === 0) {
      this.touched[this.touchedCount] = other;
      this.touchedCount += 1;
    }
    this.row[other] = (this.row[other] as number) + units;
  }

  /** What was added since belongs to the next item. */
  endItem(): void {
    const touched = this.touched.subarray(0, this.touchedCount).sort();
    while (this.used + touched.length > this.others.length) this.grow();
    for (const other of touched) {
      this.others[this.used] = other;
      this.amounts[this.used] = Math.min(this.row[other] as number, LARGEST);
      this.used += 1;
      this.row[other] = 0;
    }
    this.touchedCount = 0;
    this.item += 1;
    this.offsets[this.item] = this.used;
  }

  counts(): PairCounts {
    return {
      offsets: this.offsets,
      others: this.others.slice(0, this.used),
      amounts: this.amounts.slice(0, this.used),
    };
  }

  private grow(): void {
    const [others, amounts] = [this.others, this.amounts];
    this.others = new Uint32Array(others.length * 2);
    this.amounts = new Uint32Array(others.length * 2);
    this.others.set(others);
    this.amounts.set(amounts);
  }
}

/** @param itemCount at least that of either. */
export function addPairs(left: PairCounts, right: PairCounts, itemCount: number): PairCounts {
  const counter = new PairCounter(itemCount);
  for (let item = 0; item < itemCount; item += 1) {
    for (const { offsets, others, amounts } of [left, right]) {
      const end = offsets[item + 1] ?? 0;
      for (let entry = offsets[item] ?? end; entry < end; entry += 1)
        counter.add(others[entry] as number, amounts[entry] as number);
    }
    counter.endItem();
  }
  return counter.counts();
}

/** Sums by item; the longer of both decides how many items there are. */
export function addAmounts(left: Float64Array, right: Float64Array): Float64Array {
  const sums = new Float64Array(Math.max(left.length, right.length));
  return sums.map((_, item) => (left[item] ?? 0) + (right[item] ?? 0));
}

/** The pairs the other way round. */
export function transposed({ offsets, others, amounts }: PairCounts): PairCounts {
  const starts = new Uint32Array(offsets.length);
  for (const other of others) starts[other + 1] = (starts[other + 1] as number) + 1;
  for (let item = 1; item < starts.length; item += 1)
    starts[item] = (starts[item] as number) + (starts[item - 1] as number);
  const next = starts.slice();
  const [firsts, turned] = [new Uint32Array(others.length), new Uint32Array(others.length)];
  for (let item = 0; item + 1 < offsets.length; item += 1) {
    const end = offsets[item + 1] as number;
    for (let entry = offsets[item] as number; entry < end; entry += 1) {
      const place = next[others[entry] as number] as number;
      next[others[entry] as number] = place + 1;
      firsts[place] = item;
      turned[place] = amounts[entry] as number;
    }
  }
  return { offsets: starts, others: firsts, amounts: turned };
}

/** Where each item occurs: the acts `acts[e]`, `offsets[i] <= e < offsets[i + 1]`, are those with item `i`, in the order of the log. */
export interface Occurrences {
  readonly offsets: Uint32Array;
  readonly acts: Uint32Array;
  /** By act: the shopper. */
  readonly shoppers: Uint32Array;
}

export function occurrencesIn(log: InteractionLog): Occurrences {
  const offsets = new Uint32Array(log.itemCount + 1);
  for (const item of log.items) offsets[item + 1] = (offsets[item + 1] as number) + 1;
  for (let item = 0; item < log.itemCount; item += 1)
    offsets[item + 1] = (offsets[item + 1] as number) + (offsets[item] as number);
  const next = offsets.slice();
  const acts = new Uint32Array(log.items.length);
  for (const [act, item] of log.items.entries()) {
    const place = next[item] as number;
    acts[place] = act;
    next[item] = place + 1;
  }
  const shoppers = new Uint32Array(log.items.length);
  for (let shopper = 0; shopper + 1 < log.offsets.length; shopper += 1)
    shoppers.fill(shopper, log.offsets[shopper], log.offsets[shopper + 1]);
  return { offsets, acts, shoppers };
}
