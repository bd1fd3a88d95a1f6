import fc from 'fast-check';
import { SeededRandom } from '../../../../src/shared/seeded-random';
import { overconfidence } from '../../../../src/training/gate/overconfidence';
import { populationStability } from '../../../../src/training/gate/population-stability';
import { placesByScore, predictedShares } from '../../../../src/training/gate/score-shares';

describe('predicted shares', () => {
  it('are those of the softmax', () => {
    // e^0 : e^ln 3 = 1 : 3
    const [low, high] = predictedShares([5, 5 + Math.log(3)]);
    expect(low).toBeCloseTo(0.25, 12);
    expect(high).toBeCloseTo(0.75, 12);
  });

  it('add up to 1, also of scores beyond any exponent', () => {
    const score = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(fc.array(score, { minLength: 1 }), (scores) => {
        expect(predictedShares(scores).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
      }),
    );
  });
});

describe('places by score', () => {
  it('put the highest first, equals as they came, and what is no number last', () => {
    expect(placesByScore([1, NaN, 3, 1, Infinity])).toEqual([4, 2, 0, 3, 1]);
  });
});

describe('overconfidence', () => {
  const drawn = (sharpness: number, length = 3000, seed = 11) => {
    const random = new SeededRandom(seed);
    return Array.from({ length }, () => {
      const scores = Array.from({ length: 8 }, () => random.normal(0, 1.5));
      const shares = predictedShares(scores);
      let left = random.next();
      const chosen = shares.findIndex((share) => (left -= share) < 0);
      const gains = scores.map((_, at) => (at === chosen ? 1 : 0));
      return { scores: scores.map((score) => score * sharpness), gains, weight: 1 };
    });
  };

  it('is near 0 when products are found as often as predicted', () => {
    const { excess, deviation } = overconfidence(drawn(1));
    expect(Math.abs(excess)).toBeLessThan(3 * deviation);
    expect(deviation).toBeLessThan(0.01);
  });

  it('grows with conviction that is not justified, and is below 0 for modesty', () => {
    expect(overconfidence(drawn(3)).excess).toBeGreaterThan(0.1);
    expect(overconfidence(drawn(3)).excess).toBeGreaterThan(overconfidence(drawn(1.5)).excess);
    const modest = overconfidence(drawn(0.3));
    expect(modest.excess).toBeLessThan(-5 * modest.deviation);
  });

  it('is what is worked out by hand', () => {
    // Predicted 0.75 and 0.25, found the second: 0.75² + 0.25² = 0.625 expected, 0.25 given.
    const list = { scores: [Math.log(3), 0], gains: [0, 1], weight: 1 };
    const { excess, deviation } = overconfidence([list]);
    expect(excess).toBeCloseTo(0.375, 12);
    // A quarter of the time 0.25, otherwise 0.75: the deviation of that is 0.5 · √(0.75 · 0.25).
    expect(deviation).toBeCloseTo(0.5 * Math.sqrt(0.75 * 0.25), 12);
    const right = { ...list, gains: [1, 0] };
    expect(overconfidence([list, { ...right, weight: 3 }]).excess).toBeCloseTo(
      (0.375 + 3 * (0.625 - 0.75)) / 4,
      12,
    );
    expect(overconfidence([{ ...list, gains: [0, 1000] }]).excess).toBeCloseTo(0.375, 12);
  });

  it('spreads by chance as it says', () => {
    const excesses = Array.from({ length: 300 }, (_, seed) => overconfidence(drawn(1, 40, seed)));
    const spread = Math.sqrt(
      excesses.reduce((sum, { excess }) => sum + excess ** 2, 0) / excesses.length,
    );
    const said = excesses.reduce((sum, { deviation }) => sum + deviation, 0) / excesses.length;
    expect(spread / said).toBeGreaterThan(0.85);
    expect(spread / said).toBeLessThan(1.15);
  });

  it('is 0 of nothing, and of a ranker that knows nothing and says so', () => {
    const none = { excess: 0, deviation: 0 };
    expect(overconfidence([])).toEqual(none);
    expect(overconfidence([{ scores: [1, 2], gains: [0, 0], weight: 1 }])).toEqual(none);
    expect(overconfidence([{ scores: [NaN, 2], gains: [0, 1], weight: 1 }])).toEqual(none);
    expect(overconfidence([{ scores: [5, 5], gains: [0, 1], weight: 1 }]).excess).toBe(0);
  });
});

describe('population stability index', () => {
  const normal = (mean: number, deviation: number, seed: number) => {
    const random = new SeededRandom(seed);
    return Array.from({ length: 2000 }, () => random.normal(mean, deviation));
  };

  it('is near 0 for two draws from one distribution', () => {
    expect(populationStability(normal(0, 1, 1), normal(0, 1, 2))).toBeLessThan(0.03);
  });

  it('is a major shift when the mean moves by a deviation or the spread doubles', () => {
    expect(populationStability(normal(0, 1, 1), normal(1, 1, 2))).toBeGreaterThan(0.25);
    expect(populationStability(normal(0, 1, 1), normal(0, 2, 2))).toBeGreaterThan(0.25);
  });

  it('is what the formula says of two bins', () => {
    // 60 values: one edge, at the median. Before 30 : 30; after 45 : 15, each with half a value added.
    const before = Array.from({ length: 60 }, (_, at) => at);
    const after = Array.from({ length: 60 }, (_, at) => (at < 45 ? 0 : 59));
    const [p, q] = [30.5 / 61, [45.5 / 61, 15.5 / 61]] as const;
    const expected = q.reduce((sum, share) => sum + (share - p) * Math.log(share / p), 0);
    expect(populationStability(before, after)).toBeCloseTo(expected, 12);
  });

  it('is never below 0 nor without end, and 0 of nothing', () => {
    const values = fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { maxLength: 80 });
    fc.assert(
      fc.property(values, values, (before, after) => {
        const index = populationStability(before, after);
        expect(Number.isFinite(index) && index >= 0).toBe(true);
      }),
    );
    expect(populationStability([], [1])).toBe(0);
  });
});
