import fc from 'fast-check';
import { SeededRandom } from '../../../../src/shared/seeded-random';
import { calibrationError, errorByChance } from '../../../../src/training/gate/calibration-error';
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

describe('calibration error', () => {
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
    expect(calibrationError(drawn(1))).toBeLessThan(0.02);
  });

  it('grows with conviction that is not justified, and with modesty that is not', () => {
    expect(calibrationError(drawn(3))).toBeGreaterThan(0.1);
    expect(calibrationError(drawn(0.1))).toBeGreaterThan(0.1);
    expect(calibrationError(drawn(3))).toBeGreaterThan(calibrationError(drawn(1.5)));
  });

  it('is half the mass that lay elsewhere: worked out by hand', () => {
    // 20 times two products, predicted 0.75 and 0.25; found is always the second. The classes hold a mass of 4 each: 16 of the
    // unlikely ones; the other 4 with 4 of the likely ones; 3 times likely ones. Predicted 4, 4, 12, found 16, 4, 0.
    const list = { scores: [Math.log(3), 0], gains: [0, 1], weight: 1 };
    expect(calibrationError(Array.from({ length: 20 }, () => list))).toBeCloseTo(
      (12 + 0 + 12) / 2 / 20,
      12,
    );
  });

  it('counts lists as they count, and not by how much was found in them', () => {
    const right = { scores: [Math.log(3), 0], gains: [3, 1], weight: 1 };
    const wrong = { ...right, gains: [0, 1] };
    const much = { ...wrong, gains: [0, 1000] };
    expect(calibrationError([right, much])).toBeCloseTo(calibrationError([right, wrong]), 12);
    expect(calibrationError([right, { ...wrong, weight: 9 }])).toBeGreaterThan(
      calibrationError([right, wrong]),
    );
  });

  it('is by chance what is expected of few lists', () => {
    const errors = Array.from({ length: 200 }, (_, seed) => calibrationError(drawn(1, 60, seed)));
    const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
    const chance = errorByChance(drawn(1, 60));
    expect(mean).toBeGreaterThan(0.7 * chance);
    expect(mean).toBeLessThan(1.05 * chance);
    // Two lists of ten times the weight leave little for the others to say.
    expect(errorByChance([{ weight: 10 }, { weight: 10 }, ...drawn(1, 20)])).toBeGreaterThan(
      errorByChance(drawn(1, 22)),
    );
    expect(errorByChance([])).toBe(0);
  });

  it('is 0 of nothing', () => {
    expect(calibrationError([])).toBe(0);
    expect(calibrationError([{ scores: [1, 2], gains: [0, 0], weight: 1 }])).toBe(0);
    expect(calibrationError([{ scores: [NaN, 2], gains: [0, 1], weight: 1 }])).toBe(0);
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
