/** An event as somebody hands it in; nothing is trusted yet. `cleanEvent` turns it into a `ShopperEvent` or says what is wrong. */
export interface EventDraft {
  readonly eventId?: unknown;
  readonly kind?: unknown;
  readonly sku?: unknown;
  readonly shopper?: unknown;
  readonly session?: unknown;
  /** ISO 8601 text or epoch milliseconds; the time of receipt when absent. */
  readonly occurredAt?: unknown;
  readonly searchId?: unknown;
  readonly recommendationId?: unknown;
  readonly position?: unknown;
  readonly quantity?: unknown;
  /** Price of one piece, in major units. */
  readonly price?: unknown;
  readonly currency?: unknown;
  readonly rating?: unknown;
}
