import { TroveError, quoted } from '../../shared/errors';
import { GrowingNumbers } from './growing-numbers';
import type { NamedLog } from './named-log.types';
import { NumberByName } from './number-by-name';

interface Ratings {
  readonly shoppers: NumberByName;
  readonly items: NumberByName;
  readonly shopperOf: GrowingNumbers;
  readonly itemOf: GrowingNumbers;
  /** Epoch seconds. */
  readonly secondOf: GrowingNumbers;
}

/**
 * Reads timed ratings as MovieLens keeps them in `u.data`: shopper, item, rating and epoch seconds per line, separated by blanks or tabs. Every rating is
 * an act, whatever its value: that somebody chose to see it is what counts. Acts of the same second stay in the order of the file.
 *
 * @throws TroveError FILE_MALFORMED with the line.
 */
export async function readTimedRatings(lines: AsyncIterable<string>): Promise<NamedLog> {
  const ratings: Ratings = {
    shoppers: new NumberByName(),
    items: new NumberByName(),
    shopperOf: new GrowingNumbers(),
    itemOf: new GrowingNumbers(),
    secondOf: new GrowingNumbers(),
  };
  let line = 0;
  for await (const text of lines) {
    line += 1;
    if (text.trim() !== '') addRating(ratings, text, line);
  }
  if (ratings.itemOf.length === 0) throw malformed(line, 'the file ends and held no rating');
  return inTimeOrder(ratings);
}

function addRating(ratings: Ratings, text: string, line: number): void {
  const [shopper, item, , second, ...more] = text.trim().split(/\s+/);
  if (shopper === undefined || item === undefined || second === undefined || more.length > 0)
    throw malformed(line, `${quoted(text)} has not four columns`);
  if (!/^\d{1,10}$/.test(second) || Number(second) >= 2 ** 32)
    throw malformed(line, `${quoted(second)} is no time in epoch seconds`);
  ratings.shopperOf.push(ratings.shoppers.numberOf(shopper));
  ratings.itemOf.push(ratings.items.numberOf(item));
  ratings.secondOf.push(Number(second));
}

function inTimeOrder({ shoppers, items, shopperOf, itemOf, secondOf }: Ratings): NamedLog {
  const [by, what, when] = [shopperOf.toArray(), itemOf.toArray(), secondOf.toArray()];
  const { names, places } = items.inOrder();
  const order = Uint32Array.from(what.keys()).sort(
    (left, right) =>
      (by[left] ?? 0) - (by[right] ?? 0) || (when[left] ?? 0) - (when[right] ?? 0) || left - right,
  );
  const offsets = new Uint32Array(shoppers.size + 1);
  for (const shopper of by) offsets[shopper + 1] = (offsets[shopper + 1] ?? 0) + 1;
  for (let shopper = 0; shopper < shoppers.size; shopper += 1)
    offsets[shopper + 1] = (offsets[shopper] ?? 0) + (offsets[shopper + 1] ?? 0);
  return {
    log: {
      itemCount: names.length,
      offsets,
      items: order.map((rating) => places[what[rating] ?? 0] ?? 0),
      times: Float64Array.from(order, (rating) => (when[rating] ?? 0) * 1000),
      weights: null,
    },
    items: names,
    shoppers: [...shoppers.namesAsTheyCame()],
  };
}

function malformed(line: number, problem: string): TroveError {
  return new TroveError(
    'FILE_MALFORMED',
    `Ratings file, line ${line}: ${problem}. A line is "shopper item rating epoch-seconds".`,
    { line },
  );
}
