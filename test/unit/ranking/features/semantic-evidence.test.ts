import { likeness, spaceEvidence } from '../../../../src/ranking/features/semantic-evidence';

const v = (...numbers: readonly number[]) => Float32Array.from(numbers);
const weights = (named: readonly number[], best: readonly number[]) => ({
  named: Float64Array.from(named),
  best: Float64Array.from(best),
});

const EAST = v(1, 0);
const NORTH = v(0, 1);
const ZERO = v(0, 0);

describe('spaceEvidence', () => {
  it('compares with the query, with those that are named and with the best, each by its weights', () => {
    const known = spaceEvidence([EAST, NORTH], EAST, weights([0, 1], [3, 4]));

    expect([...known.toQuery]).toEqual([1, 0]);
    expect([...known.toNamed]).toEqual([0, 1]);
    expect(known.toBest[0]).toBeCloseTo(0.6, 6);
    expect(known.toBest[1]).toBeCloseTo(0.8, 6);
  });

  it('takes the best for what was meant when no title holds every word', () => {
    const { toNamed, toBest } = spaceEvidence([EAST, NORTH], null, weights([0, 0], [1, 0]));

    expect([...toNamed]).toEqual([...toBest]);
    expect([...toNamed]).toEqual([1, 0]);
  });

  it('knows nothing of products without a vector, or whose vector says nothing', () => {
    const { toQuery, toBest } = spaceEvidence([null, ZERO, EAST], EAST, weights([0, 0, 0], [1, 1, 1])); // prettier-ignore

    expect([...toQuery]).toEqual([NaN, NaN, 1]);
    expect([...toBest]).toEqual([NaN, NaN, 1]);
  });

  it('knows nothing without a query, of an empty list, or when everything cancels out', () => {
    expect([...spaceEvidence([EAST], ZERO, weights([1], [1])).toQuery]).toEqual([NaN]);
    expect([...spaceEvidence([EAST], null, weights([1], [1])).toQuery]).toEqual([NaN]);
    expect([...spaceEvidence([], EAST, weights([], [])).toBest]).toEqual([]);
    expect([...likeness([EAST, v(-1, 0)], Float64Array.of(1, 1))]).toEqual([NaN, NaN]);
  });
});
