/** The recommenders of the house. */
export type RecommenderName =
  | 'popularity'
  | 'content'
  | 'item-neighbours'
  | 'user-neighbours'
  | 'transitions'
  | 'factorisation'
  | 'two-tower'
  | 'sequence'
  | 'baskets'
  | 'hybrid';

/** One act of the past, as far as a recommender looks at it. */
export interface PastItem {
  readonly item: number;
  /** How much it tells, above 0. */
  readonly weight: number;
  /** Milliseconds before now, at least 0; null when only the order is known. */
  readonly ageMs: number | null;
}

/** What is known of whoever is recommended something: a history, a basket or a single product. Oldest first; may be empty. */
export interface ScoringContext {
  readonly past: readonly PastItem[];
}

/**
 * A fitted recommender. It says which items come next, or go with, those of a context; whether they may be shown is not its business, and items of the
 * past get scores like all others.
 */
export interface Recommender {
  readonly name: RecommenderName;
  readonly itemCount: number;

  /**
   * One row per context, one score per item: higher is better, comparable within a row only, always finite. 0 where the recommender has nothing to say, so
   * that what it does say is above 0 in counters and neighbours; models whose scores may be negative say so in their card. Item numbers
   * that it does not know are passed over. Contexts that are asked together are worked out together. A row belongs to the caller.
   */
  score(contexts: readonly ScoringContext[]): Promise<readonly Float32Array[]>;

  /** The item of the past that speaks most for this one; null when none does, or nobody can tell. */
  because(context: ScoringContext, item: number): number | null;

  /** Frees what it holds outside the heap. */
  dispose(): void;
}
