import type { EpochMs } from '../shared/clock';
import type { Deadline } from '../shared/deadline';
import type { ModelId, Sku } from '../shared/ids';
import type { RecommenderName } from './learning/recommender.port';

/** `NEXT`: what such a shopper does next. `SIMILAR`: what else serves like this product. `TOGETHER`: what is bought with these. */
export type RecommenderTask = 'NEXT' | 'SIMILAR' | 'TOGETHER';

export interface AskedItem {
  readonly sku: Sku;
  /** How much it tells, above 0. */
  readonly weight: number;
  /** Null for what has no time, such as the product of a page. */
  readonly at: EpochMs | null;
}

export interface RecommenderQuestion {
  readonly task: RecommenderTask;
  /** Oldest first. Products that the model does not know are passed over. */
  readonly items: readonly AskedItem[];
  /** Never among the answers. */
  readonly exclude: ReadonlySet<Sku>;
  /** Answers at most, at least 1. */
  readonly limit: number;
  readonly now: EpochMs;
}

export interface RankedSku {
  readonly sku: Sku;
  /** Higher is better; finite. */
  readonly score: number;
  /** The part of the model that speaks most for it. */
  readonly by: RecommenderName;
  /** Which of the items asked about speaks most for it; null when none does. */
  readonly because: Sku | null;
}

/** One version of the recommenders, all parts together, ready to answer. */
export interface ServingRecommender {
  readonly model: ModelId;

  knows(sku: Sku): boolean;

  /**
   * The best answers, best first, ties by SKU in code point order; empty when it knows none of the items. Questions of all requests that come at about the same
   * time share a pass.
   *
   * @throws TroveError DEADLINE_EXCEEDED; SHUTTING_DOWN after it was let go.
   */
  rank(question: RecommenderQuestion, deadline?: Deadline): Promise<readonly RankedSku[]>;
}

/** The version that serves in this process. */
export interface LiveRecommender {
  /** Does the work with the version of this moment, which stays until the work ends; null while none serves. One answer, one version. */
  withChampion<T>(work: (recommender: ServingRecommender | null) => Promise<T>): Promise<T>;
}
