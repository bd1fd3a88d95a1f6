import fc from 'fast-check';
import { corruptQuery } from '../../../src/evaluation/corrupt-query';

const wordArbitrary = fc.stringMatching(/^[a-z]{4,12}$/);
const seedArbitrary = fc.integer({ min: 0, max: 2 ** 31 });

describe('corruptQuery', () => {
  it('makes exactly one edit: insert, delete, replace or swap of neighbours', () => {
    fc.assert(
      fc.property(
        fc.array(wordArbitrary, { minLength: 1, maxLength: 4 }),
        seedArbitrary,
        (words, seed) => {
          const query = words.join(' ');
          expect(isOneEdit(query, corruptQuery(query, seed))).toBe(true);
        },
      ),
    );
  });

  it('makes every kind of mistake over the seeds', () => {
    const lengths = new Set(
      Array.from({ length: 100 }, (_, seed) => corruptQuery('keyboard', seed).length),
    );
    expect(lengths).toEqual(new Set([7, 8, 9]));
  });

  it.each(['dv7-1211ea', 'HX-440', 'usb 3', 'sdd', '1080p', 'AB1234CD 42', '无线蓝牙耳机', ''])(
    'leaves %j alone: no word of four letters without a digit',
    (query) => {
      for (let seed = 0; seed < 50; seed += 1) expect(corruptQuery(query, seed)).toBe(query);
    },
  );

  it('touches only the word, never the code beside it', () => {
    for (let seed = 0; seed < 50; seed += 1) {
      expect(corruptQuery('laptop dv7-1211ea', seed)).toMatch(/ dv7-1211ea$/);
    }
  });

  it('keeps the blanks of the query', () => {
    expect(corruptQuery('  mouse ', 3)).toMatch(/^ {2}\S+ $/);
  });

  it('gives the same mistake for the same query and seed, and others for other seeds', () => {
    expect(corruptQuery('headphones', 9)).toBe(corruptQuery('headphones', 9));
    const mistakes = Array.from({ length: 20 }, (_, seed) => corruptQuery('headphones', seed));
    expect(new Set(mistakes).size).toBeGreaterThan(10);
  });
});

/** Whether `typed` follows from `meant` by one edit, found by trying all of them: slow and plainly right. */
function isOneEdit(meant: string, typed: string): boolean {
  if (meant === typed) return false;
  const without = (text: string, index: number) => text.slice(0, index) + text.slice(index + 1);
  const indexes = Array.from({ length: Math.max(meant.length, typed.length) }, (_, index) => index);
  const deleted = indexes.some((index) => without(meant, index) === typed);
  const inserted = indexes.some((index) => without(typed, index) === meant);
  const replaced =
    meant.length === typed.length &&
    indexes.some((index) => without(meant, index) === without(typed, index));
  const swapped = indexes.some(
    (index) =>
      meant.slice(0, index) +
        meant
          .slice(index, index + 2)
          .split('')
          .reverse()
          .join('') +
        meant.slice(index + 2) ===
      typed,
  );
  return deleted || inserted || replaced || swapped;
}
