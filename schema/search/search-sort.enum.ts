import { registerEnumType } from 'type-graphql';
import type { SearchSort } from '../../src/search/keyword-engine.port';

export const SearchSortEnum: { readonly [Name in SearchSort]: Name } = {
  RELEVANCE: 'RELEVANCE',
  PRICE_ASC: 'PRICE_ASC',
  PRICE_DESC: 'PRICE_DESC',
  NEWEST: 'NEWEST',
  POPULARITY: 'POPULARITY',
};

registerEnumType(SearchSortEnum, {
  name: 'SearchSort',
  description: 'The order of the hits. Ties are broken by SKU.',
  valuesConfig: {
    RELEVANCE: { description: 'Best match first.' },
    PRICE_ASC: { description: 'Cheapest first; products without a price last.' },
    PRICE_DESC: { description: 'Dearest first; products without a price last.' },
    NEWEST: { description: 'Latest on the market first; products without a date last.' },
    POPULARITY: { description: 'What shoppers did most with of late first.' },
  },
});
