import fc from 'fast-check';
import { withinEdits } from '../../../../src/search/matching/bounded-edit-distance';
import { editDistance } from '../../../../src/search/understanding/edit-distance';

const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '长'), maxLength: 12 });

describe('withinEdits', () => {
  it('agrees with the plain distance for any two words and any bound', () => {
    fc.assert(
      fc.property(word, word, fc.integer({ min: 0, max: 4 }), (one, other, max) => {
        expect(withinEdits(one, other, max)).toBe(editDistance(one, other, max) <= max);
      }),
      { numRuns: 3000 },
    );
  });

  it('counts swapped neighbours as one edit', () => {
    expect(withinEdits('recieve', 'receive', 1)).toBe(true);
    expect(withinEdits('ab', 'ba', 1)).toBe(true);
    expect(withinEdits('abcd', 'badc', 1)).toBe(false);
  });

  it('takes no word of more than 200 characters for a typing mistake', () => {
    expect(withinEdits('a'.repeat(201), 'a'.repeat(201), 1)).toBe(false);
    expect(withinEdits('a'.repeat(200), 'a'.repeat(199), 1)).toBe(true);
  });
});
