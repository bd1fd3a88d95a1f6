import fc from 'fast-check';
import { dcgAt, ndcgAt } from '../../../src/evaluation/ndcg';

const gradesArbitrary = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 30 });

describe('dcgAt', () => {
  it('matches the value worked out by hand for [3, 0, 2]', () => {
    // 7 / log2(2) + 0 / log2(3) + 3 / log2(4) = 7 + 0 + 1.5
    expect(dcgAt(3, [3, 0, 2])).toBeCloseTo(8.5, 12);
  });

  it('ignores what stands below rank k', () => {
    expect(dcgAt(1, [1, 3])).toBe(1);
  });
});

describe('ndcgAt', () => {
  it('is 1 for the ideal order', () => {
    expect(ndcgAt(3, [2, 1, 0], [0, 1, 2])).toBe(1);
  });

  it('matches the value worked out by hand for [0, 1] judged [1, 0]', () => {
    // DCG = 1 / log2(3); ideal = 1 / log2(2) = 1.
    expect(ndcgAt(2, [0, 1], [1, 0])).toBeCloseTo(1 / Math.log2(3), 12);
  });

  it('matches the value worked out by hand for [3, 0, 2] judged [3, 2, 1, 0]', () => {
    // DCG = 8.5 (above); ideal order 3, 2, 1: 7 + 3 / log2(3) + 1 / 2 = 7 + 1.892789 + 0.5 = 9.392789.
    expect(ndcgAt(3, [3, 0, 2], [3, 2, 1, 0])).toBeCloseTo(8.5 / 9.392789, 6);
  });

  it('counts relevant products that were not shown against the order', () => {
    // One of two equally good products is shown: 1 / (1 + 1 / log2(3)).
    expect(ndcgAt(10, [1], [1, 1])).toBeCloseTo(1 / (1 + 1 / Math.log2(3)), 12);
  });

  it('is 0 when no judged product is relevant', () => {
    expect(ndcgAt(10, [0, 0], [0, 0])).toBe(0);
    expect(ndcgAt(10, [], [])).toBe(0);
  });

  it('lies in [0, 1] whatever the order, and never falls when a better product moves up', () => {
    fc.assert(
      fc.property(gradesArbitrary, fc.integer({ min: 1, max: 20 }), (grades, k) => {
        const value = ndcgAt(k, grades, grades);
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1 + 1e-12);
        const sorted = grades.toSorted((a, b) => b - a);
        expect(ndcgAt(k, sorted, grades)).toBeGreaterThanOrEqual(value - 1e-12);
      }),
    );
  });
});
