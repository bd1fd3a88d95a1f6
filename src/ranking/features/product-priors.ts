/** What shoppers in general did with a product, as rates; NaN says that nothing is known. */
export interface ProductPriors {
  /** ln of its clicks per impression, over those of the whole shop: 0 is as usual. */
  readonly clickRate: number;
  /** ln of its carts and purchases per click, over those of the whole shop: 0 is as usual. */
  readonly purchaseRate: number;
  /** Sum of what was done with it, each act weighed and half as much after two weeks; in views. */
  readonly popularity: number;
}

/** Sums over the products of a shop, or of one product. */
export interface PriorCounts {
  readonly impressions: number;
  readonly clicks: number;
  /** Carts and purchases. */
  readonly orders: number;
}

export const UNKNOWN_PRIORS: ProductPriors = {
  clickRate: NaN,
  purchaseRate: NaN,
  popularity: NaN,
};

/** As many impressions, or clicks, at the rate of the shop are added to those of a product: few say little. */
const PRIOR_IMPRESSIONS = 20;
const PRIOR_CLICKS = 10;

/**
 * Smoothed towards the shop:
 *
 *   ln( (acts + prior · rate of the shop) / (chances + prior) / rate of the shop )
 *
 * @see the mean of a gamma posterior; for click-through rates Agarwal et al. 2009, "Spatio-temporal models for estimating
 * click-through rate".
 */
export function priorsOf(
  own: PriorCounts,
  shop: PriorCounts,
): Pick<ProductPriors, 'clickRate' | 'purchaseRate'> {
  return {
    clickRate: logRate(own.clicks, own.impressions, {
      rate: shop.clicks / shop.impressions,
      weight: PRIOR_IMPRESSIONS,
    }),
    purchaseRate: logRate(own.orders, own.clicks, {
      rate: shop.orders / shop.clicks,
      weight: PRIOR_CLICKS,
    }),
  };
}

/** NaN in a shop where it never happened, or that does not report the chances: then products cannot be compared. */
function logRate(
  acts: number,
  chances: number,
  { rate, weight }: { readonly rate: number; readonly weight: number },
): number {
  if (!(rate > 0) || !Number.isFinite(rate)) return NaN;
  // Some shops report clicks without what was shown: a rate above one says no more than one.
  const tries = Math.max(chances, acts);
  return Math.log((acts + weight * rate) / (tries + weight) / rate);
}
