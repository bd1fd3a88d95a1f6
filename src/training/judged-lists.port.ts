import type { JudgedQuery } from '../evaluation/judgments';
import type { FeatureMatrix } from '../ranking/feature-matrix';
import type { Sku } from '../shared/ids';

/** The candidates of one judged query, as a shopper's search would find them now. */
export interface JudgedCandidates {
  readonly query: JudgedQuery;
  /** In the order shown. */
  readonly skus: readonly Sku[];
  /** One row per candidate. */
  readonly matrix: FeatureMatrix;
}

/** Asks judged queries as shoppers do, leaving no trace. */
export interface JudgedLists {
  /** Queries that find nothing are left out. */
  ask(queries: readonly JudgedQuery[], signal: AbortSignal): AsyncIterable<JudgedCandidates>;
}
