import fc from 'fast-check';
import { associationOf } from '../../../../ml-models/baskets/association';

describe('associationOf', () => {
  it('is 0 for what is in every basket, however often it came along', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), fc.nat(10_000), (left, others) => {
        const baskets = left + others;
        expect(associationOf({ baskets, left, right: baskets, together: left }, 0)).toBe(0);
      }),
    );
  });

  it('is the logarithm of the lift, less caution, worked out by hand', () => {
    // Lift: 4 · 100 / (8 · 5) = 10; the deviation is 1 / √4.
    const seen = { baskets: 100, left: 8, right: 5, together: 4 };
    expect(associationOf(seen, 0)).toBeCloseTo(Math.log(10), 12);
    expect(associationOf(seen, 2)).toBeCloseTo(Math.log(10) - 1, 12);
  });

  it('trusts what was seen often more: the same lift ten times over is worth no less', () => {
    const counts = fc.record({
      together: fc.integer({ min: 1, max: 50 }),
      left: fc.nat(50),
      right: fc.nat(50),
      rest: fc.nat(1000),
    });
    fc.assert(
      fc.property(counts, ({ together, left, right, rest }) => {
        const seen = (times: number) => ({
          baskets: times * (together + left + right + rest),
          left: times * (together + left),
          right: times * (together + right),
          together: times * together,
        });
        expect(associationOf(seen(10), 1.64)).toBeGreaterThanOrEqual(associationOf(seen(1), 1.64));
      }),
    );
  });
});
