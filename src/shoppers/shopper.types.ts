import type { CategoryPath } from '../catalog/product.types';
import type { EventKind } from '../feedback/shopper-event.types';
import type { EpochMs } from '../shared/clock';
import type { EventId, SessionId, ShopperId, Sku } from '../shared/ids';

/** Something that a shopper did with a product. */
export interface ShopperAct {
  readonly eventId: EventId;
  readonly sku: Sku;
  readonly kind: EventKind;
  /** Stars, with RATING. */
  readonly rating: number | null;
  readonly at: EpochMs;
}

/** Whose memory is asked for: by name if there is one, otherwise by session. */
export interface WhoAsks {
  readonly shopper: ShopperId | null;
  readonly session: SessionId | null;
}

/** What a shopper does not want to see; honoured at once and until taken back. */
export type Dislike =
  | { readonly kind: 'PRODUCT'; readonly sku: Sku }
  | { readonly kind: 'BRAND'; readonly brand: string }
  /** This department and all below it. */
  | { readonly kind: 'CATEGORY'; readonly path: CategoryPath };

/** A part of a profile, with what it is drawn from. */
export interface Interest<Value> {
  readonly value: Value;
  /** Share of all that the shopper did lately, 0 to 1. */
  readonly share: number;
  /** The latest events that it comes from, at most ten. */
  readonly events: readonly EventId[];
}

/** What a shopper seems to look for, as of now. */
export interface ShopperProfile {
  readonly departments: readonly Interest<string>[];
  readonly brands: readonly Interest<string>[];
  /** Per currency: what lies between the lower and the upper quartile of the prices of what was touched, weighed. */
  readonly priceBands: readonly {
    readonly currency: string;
    readonly low: number;
    readonly median: number;
    readonly high: number;
    readonly events: readonly EventId[];
  }[];
  /** Latest first. */
  readonly recent: readonly ShopperAct[];
  readonly dislikes: readonly Dislike[];
}
