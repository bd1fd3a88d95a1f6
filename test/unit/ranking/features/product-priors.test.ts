import { priorsOf } from '../../../../src/ranking/features/product-priors';

const SHOP = { impressions: 10_000, clicks: 500, orders: 50 };

describe('priorsOf', () => {
  it('is 0 for a product that does as the shop does, and for one that nobody has seen', () => {
    for (const own of [
      { impressions: 1000, clicks: 50, orders: 5 },
      { impressions: 0, clicks: 0, orders: 0 },
    ]) {
      const { clickRate, purchaseRate } = priorsOf(own, SHOP);
      expect(clickRate).toBeCloseTo(0, 12);
      expect(purchaseRate).toBeCloseTo(0, 12);
    }
  });

  it('comes near the true ratio as the product is seen more often', () => {
    // Twice the click rate of the shop.
    const rate = (impressions: number): number =>
      priorsOf({ impressions, clicks: impressions / 10, orders: 0 }, SHOP).clickRate;

    expect(rate(10)).toBeLessThan(rate(100));
    expect(rate(100)).toBeLessThan(rate(1_000_000));
    expect(rate(1_000_000)).toBeCloseTo(Math.log(2), 3);
  });

  it('compares nothing in a shop that does not say what was shown, or where nothing happened', () => {
    const own = { impressions: 0, clicks: 5, orders: 0 };

    expect(priorsOf(own, { impressions: 0, clicks: 500, orders: 0 })).toEqual({
      clickRate: NaN,
      purchaseRate: NaN,
    });
    expect(priorsOf(own, { impressions: 100, clicks: 0, orders: 0 }).clickRate).toBeNaN();
  });

  it('takes more clicks than showings for clicks on every showing', () => {
    const { clickRate } = priorsOf({ impressions: 1, clicks: 1000, orders: 0 }, SHOP);

    expect(clickRate).toBeLessThanOrEqual(Math.log(1 / 0.05));
    expect(clickRate).toBeGreaterThan(2.9);
  });
});
