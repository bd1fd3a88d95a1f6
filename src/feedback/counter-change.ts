import type { EpochMs } from '../shared/clock';
import type { Sku } from '../shared/ids';
import { popularityGain } from './popularity';
import type { EventKind, ShopperEvent } from './shopper-event.types';
import { withEvent } from './trend';

/** What some events add to the counters of one product. */
export interface CounterChange {
  readonly sku: Sku;
  impressions: number;
  views: number;
  clicks: number;
  carts: number;
  purchases: number;
  /** Forward-decayed sum, see `popularity.ts`. */
  popularity: number;
  /** Decayed to `lastEventAt`, see `trend.ts`. */
  trend: number;
  /** The latest of the events, by the client's clock. */
  lastEventAt: EpochMs;
}

/** The counter that an event of this kind raises by one; RATING, LIKE and DISLIKE tell on popularity alone. */
const COUNTER_OF = {
  IMPRESSION: 'impressions',
  VIEW: 'views',
  CLICK: 'clicks',
  ADD_TO_CART: 'carts',
  PURCHASE: 'purchases',
  RATING: null,
  LIKE: null,
  DISLIKE: null,
} as const satisfies Record<EventKind, keyof CounterChange | null>;

/** Sums the events up, one change per product, sorted by SKU, so that all writers lock rows in the same order. */
export function counterChanges(events: Iterable<ShopperEvent>): readonly CounterChange[] {
  const bySku = new Map<Sku, CounterChange>();
  for (const event of events) {
    const change = bySku.get(event.sku) ?? noChange(event);
    const counter = COUNTER_OF[event.kind];
    if (counter !== null) change[counter] += 1;
    change.popularity += popularityGain(event);
    const trend = withEvent({ sum: change.trend, at: change.lastEventAt }, event);
    change.trend = trend.sum;
    change.lastEventAt = trend.at;
    bySku.set(event.sku, change);
  }
  return [...bySku.values()].sort((left, right) => (left.sku < right.sku ? -1 : 1));
}

function noChange({ sku, occurredAt }: ShopperEvent): CounterChange {
  return {
    sku,
    impressions: 0,
    views: 0,
    clicks: 0,
    carts: 0,
    purchases: 0,
    popularity: 0,
    trend: 0,
    lastEventAt: occurredAt,
  };
}
