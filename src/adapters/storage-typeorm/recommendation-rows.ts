import type { RecommendationImpression } from '../../recommendation/recommendation-log.port';

/** In the order of `recommendationValues`. */
export const RECOMMENDATION_COLUMNS = [
  'recommendation_id',
  'first_position',
  'shown_at',
  'placement',
  'shopper',
  'session',
  'seeds',
  'items',
  'model',
];

export function recommendationValues(impression: RecommendationImpression): readonly unknown[] {
  return [
    impression.recommendationId,
    impression.firstPosition,
    impression.shownAt,
    impression.placement,
    impression.shopper,
    impression.session,
    JSON.stringify(impression.seeds),
    JSON.stringify(impression.items.map(({ sku, strategy, score }) => [sku, strategy, score])),
    impression.model,
  ];
}
