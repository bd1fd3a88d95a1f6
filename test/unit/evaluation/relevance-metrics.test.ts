import { recallAt, reciprocalRank } from '../../../src/evaluation/relevance-metrics';

describe('reciprocalRank', () => {
  it('is one over the place of the first relevant result', () => {
    expect(reciprocalRank([2, 0, 3])).toBe(1);
    expect(reciprocalRank([0, 0, 1, 3])).toBeCloseTo(1 / 3, 12);
  });

  it('is 0 when nothing relevant is shown', () => {
    expect(reciprocalRank([0, 0])).toBe(0);
    expect(reciprocalRank([])).toBe(0);
  });
});

describe('recallAt', () => {
  it('is the share of the relevant products among the first k', () => {
    // Grades above 0 at ranks 1 and 3; five are relevant in all: 1/5 at rank 2, 2/5 at rank 3.
    expect(recallAt(2, [1, 0, 3], 5)).toBeCloseTo(0.2, 12);
    expect(recallAt(3, [1, 0, 3], 5)).toBeCloseTo(0.4, 12);
  });

  it('is 0 when no product is relevant', () => {
    expect(recallAt(100, [], 0)).toBe(0);
  });
});
