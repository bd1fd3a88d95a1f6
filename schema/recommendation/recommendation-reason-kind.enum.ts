import { registerEnumType } from 'type-graphql';
import type { Reason } from '../../src/recommendation/recommendation.types';

export const RecommendationReasonKindEnum: { readonly [Name in Reason['kind']]: Name } = {
  BECAUSE_YOU_VIEWED: 'BECAUSE_YOU_VIEWED',
  BECAUSE_YOU_BOUGHT: 'BECAUSE_YOU_BOUGHT',
  SIMILAR_TO: 'SIMILAR_TO',
  BOUGHT_WITH: 'BOUGHT_WITH',
  YOU_VIEWED: 'YOU_VIEWED',
  YOU_BOUGHT: 'YOU_BOUGHT',
  POPULAR_IN: 'POPULAR_IN',
  TRENDING_IN: 'TRENDING_IN',
  NEW_IN: 'NEW_IN',
  LIKE_YOUR_TASTE: 'LIKE_YOUR_TASTE',
  FITS_QUERY: 'FITS_QUERY',
  SHOPPERS_LIKE_YOU: 'SHOPPERS_LIKE_YOU',
  PICKED_BY_THE_SHOP: 'PICKED_BY_THE_SHOP',
  IN_THE_CATALOGUE: 'IN_THE_CATALOGUE',
};

registerEnumType(RecommendationReasonKindEnum, {
  name: 'RecommendationReasonKind',
  description: 'Why somebody sees a product.',
  valuesConfig: {
    BECAUSE_YOU_VIEWED: { description: 'The shopper looked at `product`.' },
    BECAUSE_YOU_BOUGHT: { description: 'The shopper bought `product`.' },
    SIMILAR_TO: { description: 'It is like `product`.' },
    BOUGHT_WITH: { description: 'It is bought together with `product`.' },
    YOU_VIEWED: { description: 'The shopper looked at it, last on `at`.' },
    YOU_BOUGHT: { description: 'The shopper bought it, last on `at`.' },
    POPULAR_IN: {
      description: 'It is much asked for in `department`; null stands for the whole shop.',
    },
    TRENDING_IN: {
      description:
        'It is asked for more than before in `department`; null stands for the whole shop.',
    },
    NEW_IN: { description: 'It is new in `department`; null stands for the whole shop.' },
    LIKE_YOUR_TASTE: {
      description: 'It is like what the shopper looks at, of this `brand` or `department`.',
    },
    FITS_QUERY: { description: 'It fits `text`, which the visitor looks for.' },
    SHOPPERS_LIKE_YOU: { description: 'Shoppers with such a history chose it.' },
    PICKED_BY_THE_SHOP: { description: 'The shop chose it.' },
    IN_THE_CATALOGUE: { description: 'Nothing better is known.' },
  },
});
