import { registerEnumType } from 'type-graphql';
import type { Placement } from '../../src/recommendation/recommendation.types';

export const PlacementEnum: { readonly [Name in Placement]: Name } = {
  FOR_YOU: 'FOR_YOU',
  SIMILAR: 'SIMILAR',
  BOUGHT_TOGETHER: 'BOUGHT_TOGETHER',
  TRENDING: 'TRENDING',
  RECENTLY_VIEWED: 'RECENTLY_VIEWED',
  BECAUSE_YOU_VIEWED: 'BECAUSE_YOU_VIEWED',
  NEXT_ITEM: 'NEXT_ITEM',
  BUY_AGAIN: 'BUY_AGAIN',
};

registerEnumType(PlacementEnum, {
  name: 'Placement',
  description: 'Where on a page a list stands, which says what it is for.',
  valuesConfig: {
    FOR_YOU: {
      description:
        'What fits the shopper. Whoever is new gets what fits the visit: its department, its query, what is asked for these days.',
    },
    SIMILAR: { description: 'What else would do instead of `product`.' },
    BOUGHT_TOGETHER: { description: 'What goes with `product`, or with the `basket`.' },
    TRENDING: { description: 'What is asked for more these days than before.' },
    RECENTLY_VIEWED: {
      description: 'What the shopper looked at, latest first; empty when that is nothing.',
    },
    BECAUSE_YOU_VIEWED: {
      description: 'What goes with one product that the shopper looked at lately.',
    },
    NEXT_ITEM: { description: 'What shoppers go on to from where this visit is.' },
    BUY_AGAIN: {
      description: 'What the shopper bought a while ago; empty when that is nothing.',
    },
  },
});
