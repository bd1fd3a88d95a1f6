import { registerEnumType } from 'type-graphql';
import type { RecommendationPart } from '../../src/recommendation/recommendation.types';

export const RecommendationPartEnum: { readonly [Name in RecommendationPart]: Name } = {
  MODEL: 'MODEL',
  HISTORY: 'HISTORY',
  VECTORS: 'VECTORS',
  FILTER_ENGINE: 'FILTER_ENGINE',
  RECOMMENDATION_LOG: 'RECOMMENDATION_LOG',
};

registerEnumType(RecommendationPartEnum, {
  name: 'RecommendationPart',
  description: 'A part that a list had to do without.',
  valuesConfig: {
    MODEL: { description: 'The model was too late or failed; the other strategies answered.' },
    HISTORY: {
      description:
        'What the shopper did and does not want could not be read: the list is one for somebody new.',
    },
    VECTORS: { description: 'Products could not be compared by their texts.' },
    FILTER_ENGINE: { description: 'The search engine, which says which products pass the filter.' },
    RECOMMENDATION_LOG: {
      description: 'What earlier pages have shown could not be read.',
    },
  },
});
