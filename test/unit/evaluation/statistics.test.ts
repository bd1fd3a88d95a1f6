import { meanOf, percentileOf, summarizeLatency } from '../../../src/evaluation/statistics';

describe('meanOf', () => {
  it('is the sum over the number of values', () => {
    expect(meanOf([1, 2, 6])).toBe(3);
  });

  it('is 0 of no values', () => {
    expect(meanOf([])).toBe(0);
  });
});

describe('percentileOf', () => {
  it('takes the nearest rank', () => {
    // Five values: rank ceil(0.5 × 5) = 3, ceil(0.95 × 5) = 5, ceil(0.2 × 5) = 1.
    const sorted = [10, 20, 30, 40, 50];
    expect(percentileOf(sorted, 50)).toBe(30);
    expect(percentileOf(sorted, 95)).toBe(50);
    expect(percentileOf(sorted, 20)).toBe(10);
  });

  it('refuses no values', () => {
    expect(() => percentileOf([], 50)).toThrow('at least one value');
  });
});

describe('summarizeLatency', () => {
  it('sorts before it ranks', () => {
    const durations = Array.from({ length: 100 }, (_, index) => 100 - index);
    expect(summarizeLatency(durations)).toEqual({ p50Ms: 50, p95Ms: 95, p99Ms: 99, maxMs: 100 });
  });

  it('is all zeros without durations', () => {
    expect(summarizeLatency([])).toEqual({ p50Ms: 0, p95Ms: 0, p99Ms: 0, maxMs: 0 });
  });
});
