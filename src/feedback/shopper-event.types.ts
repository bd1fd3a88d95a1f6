import type { Money } from '../catalog/product.types';
import type { EpochMs } from '../shared/clock';
import type { EventId, RecommendationId, SearchId, SessionId, ShopperId, Sku } from '../shared/ids';

/** What a shopper did with a product. */
export type EventKind =
  'IMPRESSION' | 'VIEW' | 'CLICK' | 'ADD_TO_CART' | 'PURCHASE' | 'RATING' | 'LIKE' | 'DISLIKE';

export const EVENT_KINDS: readonly EventKind[] = [
  'IMPRESSION',
  'VIEW',
  'CLICK',
  'ADD_TO_CART',
  'PURCHASE',
  'RATING',
  'LIKE',
  'DISLIKE',
];

/** One act of one shopper on one product, as the shop reports it. At least one of shopper and session is known. */
export interface ShopperEvent {
  readonly eventId: EventId;
  readonly kind: EventKind;
  readonly sku: Sku;
  readonly shopper: ShopperId | null;
  readonly session: SessionId | null;
  /** When it happened, by the client's clock. */
  readonly occurredAt: EpochMs;
  /** The search or the list of recommendations that led here. */
  readonly searchId: SearchId | null;
  readonly recommendationId: RecommendationId | null;
  /** Place in that list, from 1. */
  readonly position: number | null;
  /** Pieces, at least 1; only with ADD_TO_CART and PURCHASE. */
  readonly quantity: number | null;
  /** Price of one piece; only with ADD_TO_CART and PURCHASE. */
  readonly price: Money | null;
  /** 1 to 5; only and always with RATING. */
  readonly rating: number | null;
}
