import type { SearchRequest } from '../../src/search/search.types';

/** A search for ten products by relevance; say what matters to the test. */
export function aSearch(facts: Partial<SearchRequest>): SearchRequest {
  return {
    text: '',
    filter: null,
    facets: [],
    sort: 'RELEVANCE',
    unavailable: 'SHOW',
    first: 10,
    after: null,
    highlight: false,
    shopper: null,
    session: null,
    ...facts,
  };
}
