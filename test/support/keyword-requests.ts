import type {
  FoundProduct,
  KeywordAnswer,
  KeywordEngine,
  KeywordHit,
  KeywordRequest,
} from '../../src/search/keyword-engine.port';
import type { MatchQuery } from '../../src/search/match-query.types';

/** A browse of everything; say what matters to the test. */
export function aRequest(facts: Partial<KeywordRequest> = {}): KeywordRequest {
  return {
    query: null,
    filter: null,
    facets: [],
    sort: 'RELEVANCE',
    unavailable: 'SHOW',
    limit: 100,
    after: null,
    without: [],
    view: null,
    ...facts,
  };
}

/** A query whose words must all match, each as it stands; say what matters to the test. */
export function aQuery(words: string, facts: Partial<MatchQuery> = {}): MatchQuery {
  const terms = words.split(' ').map((word) => ({ word, alternatives: [[word]] }));
  return { terms, tiers: [[...terms.keys()]], codes: [], ...facts };
}

/** More than any test puts into a catalogue. */
const MOST_HITS = 10_000;

/** Walks all pages of a request, and gives the hits in the order in which they came. */
export async function walk(
  engine: KeywordEngine,
  request: KeywordRequest,
): Promise<readonly KeywordHit[]> {
  const hits: KeywordHit[] = [];
  for (;;) {
    const place = hits.at(-1)?.sortKey ?? null;
    // A cursor travels as JSON.
    const after = JSON.parse(JSON.stringify(place)) as typeof place;
    const page: KeywordAnswer = await engine.search({ ...request, after });
    if (page.hits.length === 0) return hits;
    hits.push(...page.hits);
    if (hits.length > MOST_HITS) throw new Error('the pages never end');
  }
}

export function skusOf(answer: { readonly hits: readonly FoundProduct[] }): readonly string[] {
  return answer.hits.map((hit) => hit.sku);
}
