import { TroveError, quoted } from '../../shared/errors';
import { GrowingNumbers } from './growing-numbers';
import type { NamedLog } from './named-log.types';
import { NumberByName } from './number-by-name';

/**
 * Reads a sequence file: `shopper item item …` per line, separated by blanks or tabs, items in the order in which they were touched. Empty lines count
 * for nothing. It stops at the first bad line: figures over half of the data would look like a result.
 *
 * @throws TroveError FILE_MALFORMED with the line.
 */
export async function readSequences(lines: AsyncIterable<string>): Promise<NamedLog> {
  const shoppers = new NumberByName();
  const items = new NumberByName();
  const acts = new GrowingNumbers();
  const offsets = new GrowingNumbers();
  offsets.push(0);
  let line = 0;
  for await (const text of lines) {
    line += 1;
    const [shopper, ...touched] = text.split(/\s+/).filter((word) => word !== '');
    if (shopper === undefined) continue;
    if (touched.length === 0) throw malformed(line, `${quoted(shopper)} has no items`);
    if (shoppers.has(shopper)) throw malformed(line, `${quoted(shopper)} had a line before`);
    shoppers.numberOf(shopper);
    for (const item of touched) acts.push(items.numberOf(item));
    offsets.push(acts.length);
  }
  if (shoppers.size === 0) throw malformed(line, 'the file ends and held no shopper');
  const { names, places } = items.inOrder();
  return {
    log: {
      itemCount: names.length,
      offsets: offsets.toArray(),
      items: acts.toArray().map((item) => places[item] ?? 0),
      times: null,
      weights: null,
    },
    items: names,
    shoppers: [...shoppers.namesAsTheyCame()],
  };
}

function malformed(line: number, problem: string): TroveError {
  return new TroveError(
    'FILE_MALFORMED',
    `Sequence file, line ${line}: ${problem}. A line is "shopper item item …", one line per shopper, oldest item first.`,
    { line },
  );
}
