import fc from 'fast-check';
import { addCounts, countPairs } from '../../../../ml-models/baskets/pair-counts';

const ITEMS = 6;

const basketLog = (baskets: readonly (readonly number[])[], itemCount = ITEMS) => {
  const offsets = [0];
  for (const basket of baskets) offsets.push((offsets.at(-1) ?? 0) + basket.length);
  return { itemCount, offsets: Uint32Array.from(offsets), items: Uint32Array.from(baskets.flat()) };
};

const manyBaskets = fc.array(fc.uniqueArray(fc.integer({ min: 0, max: ITEMS - 1 })), {
  maxLength: 12,
});

describe('countPairs', () => {
  it('counts what going through all baskets and pairs counts', () => {
    fc.assert(
      fc.property(manyBaskets, (baskets) => {
        const counts = countPairs(basketLog(baskets), 100);
        expect(counts.baskets).toBe(baskets.filter(({ length }) => length > 0).length);
        for (let left = 0; left < ITEMS; left += 1) {
          const holding = baskets.filter((basket) => basket.includes(left));
          expect(counts.occurrences[left]).toBe(holding.length);
          const own = counts.partners.subarray(counts.starts[left], counts.starts[left + 1]);
          for (let right = left + 1; right < ITEMS; right += 1) {
            const at = own.indexOf(right);
            const counted = at < 0 ? 0 : counts.together[(counts.starts[left] ?? 0) + at];
            expect(counted).toBe(holding.filter((basket) => basket.includes(right)).length);
          }
        }
      }),
    );
  });

  it('counts only the first items of a basket that is too large', () => {
    const counts = countPairs(basketLog([[5, 4, 3, 2, 1]]), 2);
    expect([...counts.partners]).toEqual([5]);
    expect([...counts.occurrences]).toEqual([0, 0, 0, 0, 1, 1]);
  });
});

describe('addCounts', () => {
  it('gives what counting all at once gives', () => {
    fc.assert(
      fc.property(manyBaskets, manyBaskets, (before, since) => {
        const added = addCounts(
          countPairs(basketLog(before), 100),
          countPairs(basketLog(since), 100),
        );
        expect(added).toEqual(countPairs(basketLog([...before, ...since]), 100));
      }),
    );
  });

  it('takes in items that came since', () => {
    const before = countPairs(basketLog([[0, 1]], 2), 100);
    const since = countPairs(basketLog([[1, 2]], 3), 100);
    expect(addCounts(before, since)).toEqual(countPairs(basketLog([[0, 1], [1, 2]], 3), 100)); // prettier-ignore
  });
});
