import type { CounterChange } from '../../feedback/counter-change';
import type { LoggedEvent } from '../../feedback/event-store.port';
import type { ShopperEvent } from '../../feedback/shopper-event.types';
import { asEpochMs, type EpochMs } from '../../shared/clock';
import {
  asEventId,
  asRecommendationId,
  asSearchId,
  asSessionId,
  asShopperId,
  asSku,
  type ShopperId,
} from '../../shared/ids';
import type { ShopperEventEntity } from './entities/shopper-event.entity';

/** In the order of `eventValues`. */
export const EVENT_COLUMNS = [
  'event_id',
  'kind',
  'sku',
  'shopper',
  'session',
  'occurred_at',
  'received_at',
  'search_id',
  'recommendation_id',
  'position',
  'quantity',
  'price_amount',
  'price_currency',
  'rating',
  'claimed_by',
];

/** @param owner of the session of a nameless act; null while there is none. */
export function eventValues(
  event: ShopperEvent,
  receivedAt: EpochMs,
  owner: ShopperId | null,
): readonly unknown[] {
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
    owner,
  ];
}

/** A row of the log, and whose act it is. */
export function toLoggedEvent(row: ShopperEventEntity): LoggedEvent {
  const actor = row.shopper ?? row.claimedBy;
  return {
    sequence: row.sequence,
    event: toShopperEvent(row),
    actor: actor === null ? null : asShopperId(actor),
  };
}

function toShopperEvent(row: ShopperEventEntity): ShopperEvent {
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
export const COUNTER_COLUMNS = [
  'sku',
  'impressions',
  'views',
  'clicks',
  'carts',
  'purchases',
  'popularity',
  'trend',
  'last_event_at',
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
    change.trend,
    change.lastEventAt,
  ];
}
