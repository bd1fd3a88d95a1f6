import * as fc from 'fast-check';
import { backOffMs } from '../../../src/indexing/back-off';

const policy = { firstMs: 1_000, longestMs: 60_000 };

describe('backOffMs', () => {
  it('doubles the pause from attempt to attempt', () => {
    expect([1, 2, 3, 4].map((attempt) => backOffMs(attempt, 0, policy))).toEqual([
      500, 1_000, 2_000, 4_000,
    ]);
  });

  it('never passes the longest pause, however many attempts there were', () => {
    expect(backOffMs(5_000, 0.999, policy)).toBeLessThanOrEqual(60_000);
    expect(backOffMs(5_000, 0, policy)).toBe(30_000);
  });

  it('lies between half of the full pause and all of it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (attempt, random) => {
          const full = Math.min(60_000, 1_000 * 2 ** (attempt - 1));
          const pause = backOffMs(attempt, random, policy);
          expect(pause).toBeGreaterThanOrEqual(full / 2);
          expect(pause).toBeLessThanOrEqual(full);
        },
      ),
    );
  });
});
