import type { FieldWeights } from '../../search/field-weights';
import type { KeywordRequest } from '../../search/keyword-engine.port';
import { FIRST_VALUES } from './facet-aggregations';
import { searchBody, type SearchBody } from './search-body';

/** A request to `_search` as it is sent, but for the view, and what it takes to read the answer. */
export interface CompiledSearch extends Omit<SearchBody, 'body'> {
  readonly json: string;
}

/** Shoppers repeat each other; a thousand searches take some 5 MB. */
const MOST_SEARCHES = 1000;

/** Requests in the language of Elasticsearch. The same question always becomes the same request, so those of late are kept. */
export class CompiledSearches {
  private readonly recent = new Map<string, CompiledSearch>();

  constructor(private readonly weights: FieldWeights) {}

  /** @throws TroveError CURSOR_MISMATCH */
  get(request: KeywordRequest): CompiledSearch {
    const key = keyOf(request);
    const known = this.recent.get(key);
    if (known) return known;
    const { body, order, ranks } = searchBody(request, this.weights, FIRST_VALUES);
    const compiled = { json: JSON.stringify(body), order, ranks };
    // Forgetting everything at once is cheap and bounds the memory.
    if (this.recent.size >= MOST_SEARCHES) this.recent.clear();
    this.recent.set(key, compiled);
    return compiled;
  }
}

/** All that the request is made from. */
function keyOf({ view: _view, ...request }: KeywordRequest): string {
  const { query, filter, facets, sort, unavailable, limit, after, without, also, bare } = request;
  const rest = [limit, after, without, also ?? [], bare ?? false];
  return JSON.stringify([query, filter, facets, sort, unavailable, rest]);
}
