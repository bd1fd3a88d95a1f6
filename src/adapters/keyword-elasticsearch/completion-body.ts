import type { estypes } from '@elastic/elasticsearch';
import type { CompletionRequest } from '../../search/keyword-engine.port';
import { tokensOf } from '../../search/matching/tokens-of';

const SORT: estypes.SortCombinations[] = [
  { popularity: { order: 'desc' } },
  { sku: { order: 'asc' } },
];

/** What completed products are sorted by. */
export const COMPLETION_CRITERIA = SORT.length;

/** A request for the products that complete what was typed; null when nothing was. */
export function completionBody({
  words,
  prefix,
  limit,
}: CompletionRequest): estypes.SearchRequest | null {
  const beginnings = tokensOf(prefix);
  if (beginnings.length === 0 || limit === 0) return null;
  const filter = [
    ...words.flatMap(tokensOf).map((token) => ({ term: { shown_words: token } })),
    ...beginnings.map((token) => ({ prefix: { shown_words: token } })),
  ];
  return { _source: true, size: limit, track_total_hits: false, query: { bool: { filter } }, sort: SORT }; // prettier-ignore
}
