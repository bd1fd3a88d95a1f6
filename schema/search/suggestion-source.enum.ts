import { registerEnumType } from 'type-graphql';
import type { QuerySuggestion } from '../../src/search/search.types';

export type SuggestionSource = QuerySuggestion['source'];

export const SuggestionSourceEnum: { readonly [Name in SuggestionSource]: Name } = {
  QUERY: 'QUERY',
  BRAND: 'BRAND',
  CATEGORY: 'CATEGORY',
};

registerEnumType(SuggestionSourceEnum, {
  name: 'SuggestionSource',
  description: 'Where a suggested query comes from.',
  valuesConfig: {
    QUERY: { description: 'Shoppers have searched for it and found something.' },
    BRAND: { description: 'The catalogue has this brand.' },
    CATEGORY: { description: 'The catalogue has this category.' },
  },
});
