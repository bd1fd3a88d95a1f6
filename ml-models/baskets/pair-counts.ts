import type { BasketLog } from '../../src/recommendation/learning/interaction-log.types';

/** How often things were together. Adding the counts of two sets of baskets gives those of all of them, exactly. */
export interface PairCounts {
  readonly itemCount: number;
  /** Baskets that held anything. */
  readonly baskets: number;
  /** By item: baskets that held it. */
  readonly occurrences: Uint32Array;
  /** The partners of item `i` with higher numbers, ascending, are those from `starts[i]` to before `starts[i + 1]`. */
  readonly starts: Uint32Array;
  readonly partners: Uint32Array;
  /** By pair: baskets that held both; at least 1. */
  readonly together: Uint32Array;
}

/** @param mostItems a basket of more is cut to its first: pairs grow with the square, and who buys everything says little. */
export function countPairs(log: BasketLog, mostItems: number): PairCounts {
  const cut = cutTo(log, mostItems);
  const { itemCount } = cut;
  const holders = holdersOf(cut);
  const rows = new RowsOfPairs(itemCount);
  for (let item = 0; item < itemCount; item += 1) rows.add(item, partnersOf(item, cut, holders));
  return {
    itemCount,
    baskets: countFilled(cut.offsets),
    occurrences: Uint32Array.from({ length: itemCount }, (_, item) =>
      lengthOf(holders.starts, item),
    ),
    ...rows.finish(),
  };
}

/** The counts of both; the first may know fewer items, never more. */
export function addCounts(before: PairCounts, more: PairCounts): PairCounts {
  const { itemCount } = more;
  const rows = new RowsOfPairs(itemCount);
  for (let item = 0; item < itemCount; item += 1) {
    const sums = pairsOf(before, item);
    for (const [partner, count] of pairsOf(more, item))
      sums.set(partner, (sums.get(partner) ?? 0) + count);
    rows.add(item, sums);
  }
  return {
    itemCount,
    baskets: before.baskets + more.baskets,
    occurrences: more.occurrences.map((count, item) => count + (before.occurrences[item] ?? 0)),
    ...rows.finish(),
  };
}

function pairsOf({ starts, partners, together }: PairCounts, item: number): Map<number, number> {
  const pairs = new Map<number, number>();
  for (let at = starts[item] ?? 0; at < (starts[item + 1] ?? 0); at += 1)
    pairs.set(partners[at] as number, together[at] as number);
  return pairs;
}

function cutTo({ itemCount, offsets, items }: BasketLog, most: number): BasketLog {
  const kept: number[] = [];
  const starts = [0];
  for (let basket = 0; basket + 1 < offsets.length; basket += 1) {
    const from = offsets[basket] as number;
    const to = Math.min(offsets[basket + 1] as number, from + most);
    for (let at = from; at < to; at += 1) kept.push(items[at] as number);
    starts.push(kept.length);
  }
  return { itemCount, offsets: Uint32Array.from(starts), items: Uint32Array.from(kept) };
}

/** By item, the baskets that hold it. */
interface Holders {
  readonly starts: Uint32Array;
  readonly baskets: Uint32Array;
}

function holdersOf({ itemCount, offsets, items }: BasketLog): Holders {
  const starts = new Uint32Array(itemCount + 1);
  for (const item of items) starts[item + 1] = (starts[item + 1] as number) + 1;
  for (let item = 0; item < itemCount; item += 1)
    starts[item + 1] = (starts[item + 1] as number) + (starts[item] as number);
  const next = starts.slice();
  const baskets = new Uint32Array(items.length);
  for (let basket = 0; basket + 1 < offsets.length; basket += 1) {
    for (let at = offsets[basket] as number; at < (offsets[basket + 1] as number); at += 1) {
      const item = items[at] as number;
      const place = next[item] as number;
      baskets[place] = basket;
      next[item] = place + 1;
    }
  }
  return { starts, baskets };
}

function partnersOf(
  item: number,
  { offsets, items }: BasketLog,
  { starts, baskets }: Holders,
): Map<number, number> {
  const partners = new Map<number, number>();
  for (let at = starts[item] as number; at < (starts[item + 1] as number); at += 1) {
    const basket = baskets[at] as number;
    for (
      let place = offsets[basket] as number;
      place < (offsets[basket + 1] as number);
      place += 1
    ) {
      const other = items[place] as number;
      if (other > item) partners.set(other, (partners.get(other) ?? 0) + 1);
    }
  }
  return partners;
}

/** Gathers the rows of a triangle one after the other, from item 0 on. */
class RowsOfPairs {
  private readonly starts: Uint32Array;
  private readonly partners: Uint32Array[] = [];
  private readonly together: Uint32Array[] = [];
  private size = 0;

  constructor(itemCount: number) {
    this.starts = new Uint32Array(itemCount + 1);
  }

  add(item: number, pairs: ReadonlyMap<number, number>): void {
    const partners = Uint32Array.from(pairs.keys()).sort();
    this.partners.push(partners);
    this.together.push(partners.map((partner) => pairs.get(partner) ?? 0));
    this.size += partners.length;
    this.starts[item + 1] = this.size;
  }

  finish(): Pick<PairCounts, 'starts' | 'partners' | 'together'> {
    const { starts, size } = this;
    return {
      starts,
      partners: joined(this.partners, size),
      together: joined(this.together, size),
    };
  }
}

function joined(parts: readonly Uint32Array[], size: number): Uint32Array {
  const whole = new Uint32Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const lengthOf = (starts: Uint32Array, row: number): number =>
  (starts[row + 1] as number) - (starts[row] as number);

function countFilled(offsets: Uint32Array): number {
  let filled = 0;
  for (let basket = 0; basket + 1 < offsets.length; basket += 1)
    if (lengthOf(offsets, basket) > 0) filled += 1;
  return filled;
}
