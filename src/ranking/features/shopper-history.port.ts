import type { EventKind } from '../../feedback/shopper-event.types';
import type { EpochMs } from '../../shared/clock';
import type { SessionId, ShopperId, Sku } from '../../shared/ids';

/** Something that a shopper did with a product. */
export interface HistoryItem {
  readonly sku: Sku;
  readonly kind: EventKind;
  readonly at: EpochMs;
}

export interface HistoryQuestion {
  /** Whoever is known by name is asked for by name; otherwise the session counts. */
  readonly shopper: ShopperId | null;
  readonly session: SessionId | null;
  /** Items at most, at least 1. */
  readonly limit: number;
}

/** Knows what a shopper did last. */
export interface ShopperHistory {
  /** Everything but impressions, latest recorded first; empty for a shopper who did nothing, or who is not known at all. */
  recent(question: HistoryQuestion): Promise<readonly HistoryItem[]>;
}
