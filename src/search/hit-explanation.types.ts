import type { ModelId } from '../shared/ids';

/** One way of looking at a hit. */
export interface RankingStage {
  readonly stage: 'KEYWORD' | 'VECTORS' | 'RERANKER';
  /** Place in the order of this stage, from 1; null when this stage did not find it. */
  readonly position: number | null;
  /** In the units of this stage; null when it has none. */
  readonly score: number | null;
}

/** What one feature did to the score. */
export interface FeatureContribution {
  readonly feature: string;
  /** Of this product; null when it was not known. */
  readonly value: number | null;
  /** In units of the score; negative when it counted against the product. */
  readonly contribution: number;
  /** In words a shop's team understands, such as "All words of the query stand in the title". */
  readonly words: string;
}

/** Why a hit stands where it does. */
export interface HitExplanation {
  readonly stages: readonly RankingStage[];
  readonly model: ModelId | null;
  /** Score of the typical candidate of the same search; null without a model. */
  readonly baseline: number | null;
  /** Largest first by size; they add up to score − baseline. Empty without a model. */
  readonly contributions: readonly FeatureContribution[];
}
