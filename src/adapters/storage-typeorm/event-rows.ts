import type { CounterChange } from '../../feedback/counter-change';
import type { ShopperEvent } from '../../feedback/shopper-event.types';
import { asEpochMs, type EpochMs } from '../../shared/clock';
import {
  asEventId,
  asRecommendationId,
  asSearchId,
  asSessionId,
  asShopperId,
  asSku,
} from '../../shared/ids';
import type { ShopperEventEntity } from './entities/shopper-event.entity';
import type { JsonColumn } from './json-rows';

/** In the order of `eventValues`. */
export const EVENT_COLUMNS: readonly JsonColumn[] = [
  ['event_id', 'varchar'],
  ['kind', 'varchar'],
  ['sku', 'varchar'],
  ['shopper', 'varchar'],
  ['session', 'varchar'],
  ['occurred_at', 'bigint'],
  ['received_at', 'bigint'],
  ['search_id', 'varchar'],
  ['recommendation_id', 'varchar'],
  ['position', 'integer'],
  ['quantity', 'integer'],
  ['price_amount', 'double precision'],
  ['price_currency', 'varchar'],
  ['rating', 'integer'],
];

export function eventValues(event: ShopperEvent, receivedAt: EpochMs): readonly unknown[] {
  return [
    event.eventId,
    event.kind,
    event.sku,
    event.shopper,
    event.session,
    event.occurredAt,
    receivedAt,
    event.searchId,
    event.recommendationId,
    event.position,
    event.quantity,
    event.price?.amount ?? null,
    event.price?.currency ?? null,
    event.rating,
  ];
}

export function toShopperEvent(row: ShopperEventEntity): ShopperEvent {
  const { priceAmount, priceCurrency } = row;
  return {
    eventId: asEventId(row.eventId),
    kind: row.kind,
    sku: asSku(row.sku),
    shopper: row.shopper === null ? null : asShopperId(row.shopper),
    session: row.session === null ? null : asSessionId(row.session),
    occurredAt: asEpochMs(row.occurredAt),
    searchId: row.searchId === null ? null : asSearchId(row.searchId),
    recommendationId:
      row.recommendationId === null ? null : asRecommendationId(row.recommendationId),
    position: row.position,
    quantity: row.quantity,
    price:
      priceAmount === null || priceCurrency === null
        ? null
        : { amount: priceAmount, currency: priceCurrency },
    rating: row.rating,
  };
}

/** In the order of `counterValues`. */
export const COUNTER_COLUMNS: readonly JsonColumn[] = [
  ['sku', 'varchar'],
  ['impressions', 'integer'],
  ['views', 'integer'],
  ['clicks', 'integer'],
  ['carts', 'integer'],
  ['purchases', 'integer'],
  ['popularity', 'double precision'],
  ['last_event_at', 'bigint'],
];

export function counterValues(change: CounterChange): readonly unknown[] {
  return [
    change.sku,
    change.impressions,
    change.views,
    change.clicks,
    change.carts,
    change.purchases,
    change.popularity,
    change.lastEventAt,
  ];
}
