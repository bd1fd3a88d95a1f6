import fc from 'fast-check';
import { topItems } from '../../../src/recommendation/learning/top-items';

/** Few different scores, so that ties are the rule. */
const scores = fc
  .array(fc.constantFrom(-Infinity, -1, 0, 0.5, 1, 2), { maxLength: 60 })
  .map((values) => Float32Array.from(values));

describe('the top items', () => {
  it('are the first of all that are above, sorted by score and then by number', () => {
    fc.assert(
      fc.property(
        scores,
        fc.nat({ max: 20 }),
        fc.constantFrom(-Infinity, 0, 1),
        (row, limit, above) => {
          const expected = [...row.keys()]
            .filter((item) => (row[item] ?? 0) > above)
            .sort((left, right) => (row[right] ?? 0) - (row[left] ?? 0) || left - right)
            .slice(0, limit);
          expect([...topItems(row, limit, above)]).toEqual(expected);
        },
      ),
    );
  });
});
