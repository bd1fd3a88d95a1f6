import { cosines, likeness, toNamed } from '../../../../src/ranking/features/semantic-evidence';

const v = (...numbers: readonly number[]) => Float32Array.from(numbers);
const weights = (named: readonly number[], best: readonly number[]) => ({
  named: Float64Array.from(named),
  best: Float64Array.from(best),
});

const EAST = v(1, 0);
const NORTH = v(0, 1);
const ZERO = v(0, 0);

describe('cosines', () => {
  it('compares each vector with the one given', () => {
    expect([...cosines([EAST, NORTH], EAST)]).toEqual([1, 0]);
  });

  it('knows nothing of products without a vector, or whose vector says nothing', () => {
    expect([...cosines([null, ZERO, EAST], EAST)]).toEqual([NaN, NaN, 1]);
  });

  it('knows nothing when there is nothing to compare with', () => {
    expect([...cosines([EAST], ZERO)]).toEqual([NaN]);
    expect([...cosines([EAST], null)]).toEqual([NaN]);
    expect([...cosines([], EAST)]).toEqual([]);
  });
});

describe('likeness', () => {
  it('compares with the mean of those that weigh, by their weights', () => {
    const [east, north] = likeness([EAST, NORTH, null], Float64Array.of(3, 4, 5));

    expect(east).toBeCloseTo(0.6, 6);
    expect(north).toBeCloseTo(0.8, 6);
  });

  it('knows nothing when everything cancels out', () => {
    expect([...likeness([EAST, v(-1, 0)], Float64Array.of(1, 1))]).toEqual([NaN, NaN]);
  });
});

describe('toNamed', () => {
  it('compares with those that are named, and with the best when none is', () => {
    expect([...toNamed([EAST, NORTH], weights([0, 1], [3, 0]))]).toEqual([0, 1]);
    expect([...toNamed([EAST, NORTH], weights([0, 0], [3, 0]))]).toEqual([1, 0]);
    expect([...toNamed([EAST, ZERO], weights([0, 1], [3, 0]))]).toEqual([1, NaN]);
  });
});
