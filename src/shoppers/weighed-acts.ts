import type { Product } from '../catalog/product.types';
import { eventWeight } from '../feedback/popularity';
import type { EpochMs } from '../shared/clock';
import type { EventId, Sku } from '../shared/ids';
import type { Dislike, ShopperAct } from './shopper.types';

/** What is known of a shopper, as a profile is drawn from it. */
export interface ProfileSource {
  /** Latest first. */
  readonly acts: readonly ShopperAct[];
  /** What was done something with, as far as it is still there. */
  readonly products: ReadonlyMap<Sku, Product>;
  readonly dislikes: readonly Dislike[];
  readonly now: EpochMs;
}

/** An act on a product that is there, and how much it tells today: below 0 when it says no. */
export interface WeighedAct {
  readonly act: ShopperAct;
  readonly product: Product;
  readonly weight: number;
}

/** As for the ranking of searches: what was done counts half as much for every week that has passed since. */
const HALF_LIFE_MS = 7 * 24 * 3_600_000;

/** Events that are named as the reason for one entry. */
const MOST_REASONS = 10;

/** In the order of the acts. What is not wanted any more says nothing; clocks of clients may run ahead. */
export function weigh({ acts, products, dislikes, now }: ProfileSource): readonly WeighedAct[] {
  const unwanted = new Set(dislikes.flatMap((one) => (one.kind === 'PRODUCT' ? [one.sku] : [])));
  return acts.flatMap((act) => {
    const product = products.get(act.sku);
    const weight =
      eventWeight(act.kind, act.rating) * 2 ** (-Math.max(0, now - act.at) / HALF_LIFE_MS);
    if (product === undefined || (weight > 0 && unwanted.has(act.sku))) return [];
    return [{ act, product, weight }];
  });
}

export function totalWeight(acts: readonly WeighedAct[]): number {
  return acts.reduce((sum, { weight }) => sum + weight, 0);
}

/** The latest events that say yes. */
export function reasons(acts: readonly WeighedAct[]): readonly EventId[] {
  return acts
    .filter(({ weight }) => weight > 0)
    .slice(0, MOST_REASONS)
    .map(({ act }) => act.eventId);
}
