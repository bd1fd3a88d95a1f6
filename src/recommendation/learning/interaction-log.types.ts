/**
 * What shoppers did, as recommenders learn from it. Items are numbered from 0; whoever makes the log keeps the names. The acts of shopper `u` are
 * those from `offsets[u]` to before `offsets[u + 1]`, oldest first.
 */
export interface InteractionLog {
  /** Different items, touched or not; every item number is below. */
  readonly itemCount: number;
  /** Ascending; one more than there are shoppers. */
  readonly offsets: Uint32Array;
  /** By act: the item. */
  readonly items: Uint32Array;
  /** By act: epoch milliseconds, not descending within a shopper; null where only the order is known. */
  readonly times: Float64Array | null;
  /** By act: how much it tells, above 0; null when each tells 1. */
  readonly weights: Float32Array | null;
}

/** What was bought, or put into a cart, together: the items of basket `b` are those from `offsets[b]` to before `offsets[b + 1]`, each once. */
export interface BasketLog {
  readonly itemCount: number;
  readonly offsets: Uint32Array;
  readonly items: Uint32Array;
}

/** What is known of items whatever shoppers did. */
export interface ItemFeatures {
  readonly itemCount: number;
  /** Different features, such as "brand Acme" or "department Laptops". */
  readonly featureCount: number;
  /** The features of item `i` are those from `offsets[i]` to before `offsets[i + 1]`. */
  readonly offsets: Uint32Array;
  readonly features: Uint32Array;
  /** A vector of each item's text, row by row, of length 1 or zero when nothing is known; null where there are none. */
  readonly vectors: { readonly dimensions: number; readonly values: Float32Array } | null;
}

/** What a shopper did next, kept back from learning: the items before it, oldest first, and the item itself. */
export interface NextItemCase {
  readonly shopper: number;
  readonly history: Uint32Array;
  readonly target: number;
}
