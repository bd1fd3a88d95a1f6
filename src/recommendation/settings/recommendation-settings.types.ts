import type { CategoryPath } from '../../catalog/product.types';
import type { Sku } from '../../shared/ids';
import type { Placement } from '../recommendation.types';

/** Which products a rule is about: each field that is given must fit, any of its values is enough. At least one field is given. */
export interface RuleCondition {
  readonly skus?: readonly Sku[] | undefined;
  readonly brands?: readonly string[] | undefined;
  /** Products in this category or below it. */
  readonly categories?: readonly CategoryPath[] | undefined;
  readonly tags?: readonly string[] | undefined;
}

/** Moves products up or down within what a strategy proposed. */
export interface WeightRule {
  readonly when: RuleCondition;
  /** Their score, 0 to 1 within the strategy, times this: above 1 boosts, below 1 buries. 0.01 to 100. */
  readonly factor: number;
}

/** Puts a product at a place of the first page of a placement, if it may be shown there. */
export interface PinRule {
  readonly placement: Placement;
  readonly sku: Sku;
  /** From 1. */
  readonly position: number;
}

/** What a shop can set about its recommendations, read once at the start. */
export interface RecommendationSettings {
  /** Never recommended; search finds them all the same. */
  readonly hide: readonly RuleCondition[];
  readonly weights: readonly WeightRule[];
  readonly pins: readonly PinRule[];
  /** λ of maximal marginal relevance, 0 (fit alone) to 1 (difference alone). */
  readonly diversity: Readonly<Record<Placement, number>>;
  /** Products of one root department on a page at most; null for any number. */
  readonly departmentCap: Readonly<Record<Placement, number | null>>;
}
