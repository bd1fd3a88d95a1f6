import { eventWeight } from '../../feedback/popularity';
import type { EpochMs } from '../../shared/clock';
import type { ProductFacts } from './product-facts';
import type { HistoryItem } from './shopper-history.port';

/** What a shopper did lately, a product that can be compared with for each act. */
export interface RecentItem {
  readonly item: HistoryItem;
  readonly facts: ProductFacts;
}

/** What a shopper looks for, as far as it shows; null facts say that nothing does. */
export interface ShopperProfile {
  readonly items: readonly RecentItem[];
  /** By item: how much it tells today, above 0. */
  readonly weights: Float64Array;
  readonly totalWeight: number;
  /** Weighted mean of ln(1 + price); NaN when no item has one. */
  readonly logPrice: number;
}

/** How a product fits a shopper; NaN where nothing is known of either. */
export interface ShopperEvidence {
  /** Share, 0 to 1, of what the shopper did that was done with this brand. */
  readonly brand: number;
  /** Likewise with products of its departments. */
  readonly department: number;
  /** How far its price lies from those of recent products: |difference of ln(1 + price)|. */
  readonly priceDistance: number;
  /** ln(1 + weight) of what was done with the very product; 0 for none. */
  readonly seen: number;
}

/** What was done counts half as much for every week that has passed since: what somebody looks for changes sooner than a shop does. */
const HALF_LIFE_MS = 7 * 24 * 3_600_000;

/** @returns null when nothing is known of the shopper. */
export function profileOf(recent: readonly RecentItem[], at: EpochMs): ShopperProfile | null {
  const weighed = recent
    .map((one) => ({ one, weight: weightOf(one.item, at) }))
    .filter(({ weight }) => weight > 0);
  if (weighed.length === 0) return null;
  const priced = weighed.filter(({ one }) => !Number.isNaN(one.facts.logPrice));
  const totalOf = (some: typeof weighed): number =>
    some.reduce((sum, { weight }) => sum + weight, 0);
  const prices = priced.reduce((sum, { one, weight }) => sum + weight * one.facts.logPrice, 0);
  return {
    items: weighed.map(({ one }) => one),
    weights: Float64Array.from(weighed, ({ weight }) => weight),
    totalWeight: totalOf(weighed),
    logPrice: prices / totalOf(priced),
  };
}

/** What is disliked says what is not wanted, which is another matter. Clocks of clients may run ahead. */
function weightOf({ kind, at: when }: HistoryItem, at: EpochMs): number {
  const age = Math.max(0, at - when);
  return Math.max(0, eventWeight(kind, null)) * 2 ** (-age / HALF_LIFE_MS);
}

export const UNKNOWN_SHOPPER: ShopperEvidence = {
  brand: NaN,
  department: NaN,
  priceDistance: NaN,
  seen: NaN,
};

export function shopperEvidence(
  { product, brand, departments, logPrice }: ProductFacts,
  profile: ShopperProfile | null,
): ShopperEvidence {
  if (profile === null) return UNKNOWN_SHOPPER;
  const weightWhere = (counts: (facts: ProductFacts) => boolean): number =>
    profile.items.reduce(
      (sum, { facts }, index) => (counts(facts) ? sum + (profile.weights[index] ?? 0) : sum),
      0,
    );
  const shareWhere = (counts: (facts: ProductFacts) => boolean): number =>
    weightWhere(counts) / profile.totalWeight;
  return {
    brand: brand === null ? NaN : shareWhere((facts) => facts.brand === brand),
    department:
      departments.length === 0
        ? NaN
        : shareWhere((facts) => facts.departments.some((one) => departments.includes(one))),
    priceDistance: Math.abs(logPrice - profile.logPrice),
    seen: Math.log1p(weightWhere((facts) => facts.product.sku === product.sku)),
  };
}
