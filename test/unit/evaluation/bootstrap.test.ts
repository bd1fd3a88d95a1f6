import { estimateDifference, estimateMean } from '../../../src/evaluation/bootstrap';
import { SeededRandom } from '../../../src/shared/seeded-random';

describe('estimateMean', () => {
  it('has no width when all values are equal', () => {
    expect(estimateMean([0.5, 0.5, 0.5], 100, new SeededRandom(1))).toEqual({
      mean: 0.5,
      low: 0.5,
      high: 0.5,
    });
  });

  it('agrees with the normal approximation where that holds', () => {
    // 400 coins, half heads: the standard error of the mean is sqrt(0.25 / 400) = 0.025, so 0.5 ± 1.96 × 0.025.
    const coins = Array.from({ length: 400 }, (_, index) => index % 2);
    const { mean, low, high } = estimateMean(coins, 4000, new SeededRandom(7));
    expect(mean).toBe(0.5);
    expect(low).toBeCloseTo(0.451, 2);
    expect(high).toBeCloseTo(0.549, 2);
  });

  it('gives the same interval for the same seed', () => {
    const values = [0.1, 0.9, 0.4, 0.7];
    expect(estimateMean(values, 500, new SeededRandom(3))).toEqual(
      estimateMean(values, 500, new SeededRandom(3)),
    );
  });

  it('is 0 without values', () => {
    expect(estimateMean([], 100, new SeededRandom(1))).toEqual({ mean: 0, low: 0, high: 0 });
  });
});

describe('estimateDifference', () => {
  it('is certain when the candidate is better on every query by the same amount', () => {
    const baseline = [0.1, 0.5, 0.25];
    const candidate = baseline.map((value) => value + 0.25);
    const { mean, low, high, pNotBetter } = estimateDifference(
      candidate,
      baseline,
      100,
      new SeededRandom(1),
    );
    expect(mean).toBeCloseTo(0.25, 12);
    expect(low).toBeCloseTo(0.25, 12);
    expect(high).toBeCloseTo(0.25, 12);
    expect(pNotBetter).toBe(0);
  });

  it('does not call a run better than itself', () => {
    const values = [0.2, 0.8];
    const estimate = estimateDifference(values, values, 100, new SeededRandom(1));
    expect(estimate).toEqual({ mean: 0, low: 0, high: 0, pNotBetter: 1 });
  });

  it('gives p by the binomial distribution where it can be worked out', () => {
    // Differences +1, +1, −1 drawn three times: the sum is ≤ 0 when at most one draw is +1, with P(+1) = 2/3:
    // (1/3)^3 + 3 × (2/3) × (1/3)^2 = 1/27 + 6/27 = 7/27.
    const estimate = estimateDifference([1, 1, 0], [0, 0, 1], 20_000, new SeededRandom(5));
    expect(estimate.pNotBetter).toBeCloseTo(7 / 27, 2);
  });

  it('keeps the pairs: the difficulty of a query does not widen the interval', () => {
    const baseline = Array.from({ length: 50 }, (_, index) => index / 50);
    const candidate = baseline.map((value) => value + 0.01);
    const { low } = estimateDifference(candidate, baseline, 500, new SeededRandom(2));
    expect(low).toBeCloseTo(0.01, 10);
  });

  it('refuses lists of different length', () => {
    expect(() => estimateDifference([1], [1, 2], 10, new SeededRandom(1))).toThrow(
      'as many candidates (1) as baselines (2)',
    );
  });
});
