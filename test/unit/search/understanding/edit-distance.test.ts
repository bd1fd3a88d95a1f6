import fc from 'fast-check';
import { editDistance } from '../../../../src/search/understanding/edit-distance';

const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'd'), maxLength: 9 });
const FAR = 20;

/** The definition, written down without a table: slow and plainly right. */
function byDefinition(one: string, other: string): number {
  if (one === '' || other === '') return one.length + other.length;
  const [a, b] = [one.slice(0, -1), other.slice(0, -1)];
  const choices = [
    byDefinition(a, other) + 1,
    byDefinition(one, b) + 1,
    byDefinition(a, b) + (one.at(-1) === other.at(-1) ? 0 : 1),
  ];
  const swapped = one.at(-1) === other.at(-2) && one.at(-2) === other.at(-1);
  if (swapped && one.length > 1) choices.push(byDefinition(a.slice(0, -1), b.slice(0, -1)) + 1);
  return Math.min(...choices);
}

describe('editDistance', () => {
  it.each([
    ['headset', 'headset', 0],
    ['hedset', 'headset', 1],
    ['headsett', 'headset', 1],
    ['haedset', 'headset', 1],
    ['heatset', 'headset', 1],
    ['ca', 'abc', 3],
    ['kitten', 'sitting', 3],
    ['', 'abc', 3],
  ])('from "%s" to "%s" is %d', (one, other, edits) => {
    expect(editDistance(one, other, FAR)).toBe(edits);
  });

  it('says one more than the maximum for anything beyond it', () => {
    expect(editDistance('kitten', 'sitting', 2)).toBe(3);
    expect(editDistance('a', 'abcdefgh', 1)).toBe(2);
  });

  it('is what the definition says, cut at the maximum', () => {
    const short = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 });
    fc.assert(
      fc.property(short, short, fc.integer({ min: 0, max: 4 }), (one, other, max) => {
        expect(editDistance(one, other, max)).toBe(Math.min(byDefinition(one, other), max + 1));
      }),
      { numRuns: 500 },
    );
  });

  it('is symmetric and zero for equal words only', () => {
    fc.assert(
      fc.property(word, word, (one, other) => {
        expect(editDistance(one, other, FAR)).toBe(editDistance(other, one, FAR));
        expect(editDistance(one, other, FAR) === 0).toBe(one === other);
      }),
    );
  });

  it('lies between the difference of the lengths and the longer length', () => {
    fc.assert(
      fc.property(word, word, (one, other) => {
        const edits = editDistance(one, other, FAR);
        expect(edits).toBeGreaterThanOrEqual(Math.abs(one.length - other.length));
        expect(edits).toBeLessThanOrEqual(Math.max(one.length, other.length));
      }),
    );
  });
});
