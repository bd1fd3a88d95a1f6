import { registerEnumType } from 'type-graphql';
import type { SearchPart } from '../../src/search/search.types';

export const SearchPartEnum: { readonly [Name in SearchPart]: Name } = {
  KEYWORD_ENGINE: 'KEYWORD_ENGINE',
  RANKING_LOG: 'RANKING_LOG',
  RERANKER: 'RERANKER',
};

registerEnumType(SearchPartEnum, {
  name: 'SearchPart',
  description: 'A part that an answer had to do without.',
  valuesConfig: {
    KEYWORD_ENGINE: {
      description:
        'The search engine did not answer; the embedded index did, and ranks a little differently.',
    },
    RERANKER: {
      description:
        'The model that ranks was too late or failed; the order is that of keyword search.',
    },
    RANKING_LOG: { description: 'What other shoppers typed could not be read.' },
  },
});
