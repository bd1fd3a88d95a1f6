import type { ModelId } from '../shared/ids';

/** What a ranker knew of the products on one page at the moment they were shown: what it learns from. */
export interface RankedFeatures {
  /** Names the list of features and what they mean: another id whenever any number would mean something else. */
  readonly featureSet: string;
  /** Features per product. */
  readonly columns: number;
  /** Row after row, one per product shown, in the order shown; NaN for what was not known. */
  readonly values: Float32Array;
  /** The model that decided the order; null for keyword order. */
  readonly model: ModelId | null;
}
