import { registerEnumType } from 'type-graphql';
import type { Strategy } from '../../src/recommendation/recommendation.types';

export const RecommendationStrategyEnum: { readonly [Name in Strategy]: Name } = {
  RULE: 'RULE',
  LEARNT: 'LEARNT',
  BASKETS: 'BASKETS',
  CONTENT: 'CONTENT',
  HISTORY: 'HISTORY',
  QUERY: 'QUERY',
  TRENDING: 'TRENDING',
  POPULAR: 'POPULAR',
  NEW: 'NEW',
  CATALOGUE: 'CATALOGUE',
};

registerEnumType(RecommendationStrategyEnum, {
  name: 'RecommendationStrategy',
  description: 'One way to come by products. A list asks several in turn until it is long enough.',
  valuesConfig: {
    RULE: { description: 'A rule of the shop.' },
    LEARNT: {
      description: 'The model that serves: what shoppers with such a history did next.',
    },
    BASKETS: { description: 'What was bought together.' },
    CONTENT: { description: 'What is alike by attributes and text.' },
    HISTORY: { description: 'What the shopper did.' },
    QUERY: { description: 'What the visitor looks for, by text.' },
    TRENDING: { description: 'What is asked for more these days than before.' },
    POPULAR: { description: 'What is asked for most.' },
    NEW: { description: 'What came to market last.' },
    CATALOGUE: {
      description: 'Anything that may be shown, so that no list is empty without need.',
    },
  },
});
