import type { Product } from '../../catalog/product.types';
import type { RankingQuestion } from '../../search/hit-ranker.port';
import type { Deadline } from '../../shared/deadline';
import type { SessionId, ShopperId } from '../../shared/ids';
import type { FeatureMatrix } from '../feature-matrix';

/** What is known of the candidates of one search. */
export interface CandidateFeatures {
  /** One row per candidate, in their order; columns as in `FEATURES`. */
  readonly matrix: FeatureMatrix;
  /** In the same order; null for a product that is gone. */
  readonly products: readonly (Product | null)[];
}

/** Works out the features of candidates: for serving, for the log and for training alike. There is no other way to a feature. */
export interface FeatureBuilder {
  /** Begins to ask what this shopper did last: to be called when a search begins, so that the question runs beside the others. */
  foresee(shopper: ShopperId | null, session: SessionId | null): void;

  /**
   * What cannot be had in time, other than the products themselves, is missing from the features.
   *
   * @throws TroveError DEADLINE_EXCEEDED, and what the store throws.
   */
  build(question: RankingQuestion, deadline?: Deadline): Promise<CandidateFeatures>;
}
