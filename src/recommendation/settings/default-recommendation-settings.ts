import { PLACEMENTS, type Placement } from '../recommendation.types';
import type { RecommendationSettings } from './recommendation-settings.types';

/**
 * What a list about the shopper is mixed with unless the shop says otherwise: on the validation items of Beauty the most variety that costs less than one
 * standard error of NDCG@10 (`npm run bench -- diversity`).
 */
const MIXED = 0.1;

/** Records are not put in another order, and what serves like a product, or goes with it, is meant to be alike. */
const DIVERSITY: Readonly<Record<Placement, number>> = {
  FOR_YOU: MIXED,
  NEXT_ITEM: 0,
  SIMILAR: 0,
  BOUGHT_TOGETHER: 0,
  TRENDING: 0,
  BECAUSE_YOU_VIEWED: 0,
  RECENTLY_VIEWED: 0,
  BUY_AGAIN: 0,
};

/** The same for every placement. */
export function forEveryPlacement<Value>(value: Value): Readonly<Record<Placement, Value>> {
  return Object.fromEntries(PLACEMENTS.map((placement) => [placement, value])) as Record<
    Placement,
    Value
  >;
}

/** The settings of a shop that has set none. */
export const DEFAULT_RECOMMENDATION_SETTINGS: RecommendationSettings = {
  hide: [],
  weights: [],
  pins: [],
  diversity: DIVERSITY,
  departmentCap: forEveryPlacement(null),
};
