import type { SearchInput } from '../../schema/search/search.input';
import type { SearchRequest } from '../../src/search/search.types';
import { asSessionId, asShopperId } from '../../src/shared/ids';
import { facetRequest } from './facet-request';
import { productFilter } from './product-filter';

/** What a search asks for besides its input. */
export type SearchPage = Pick<SearchRequest, 'first' | 'after' | 'highlight' | 'deadline'>;

/** @throws TroveError INVALID_INPUT where an input wants exactly one field. */
export function searchRequest(input: SearchInput, page: SearchPage): SearchRequest {
  const { text, filter, facets, sort, unavailable, ranking } = input;
  return {
    ...page,
    text: text ?? '',
    filter: productFilter(filter),
    facets: facets?.map(facetRequest) ?? [],
    sort: sort ?? 'RELEVANCE',
    unavailable: unavailable ?? 'SHOW',
    ranking: ranking?.mode ?? null,
    ...visitorOf(input),
  };
}

function visitorOf({
  shopperId = null,
  sessionId = null,
}: SearchInput): Pick<SearchRequest, 'shopper' | 'session'> {
  return {
    shopper: shopperId === null ? null : asShopperId(shopperId),
    session: sessionId === null ? null : asSessionId(sessionId),
  };
}
