import type { estypes } from '@elastic/elasticsearch';
import { tokensOf } from '../../search/matching/tokens-of';

/** A request for the number of products that hold each word. Each word must be one token. */
export function frequenciesBody(words: readonly string[]): estypes.SearchRequest {
  const filters = words.map((word) => ({ term: { words: word } }));
  return { size: 0, track_total_hits: false, aggs: { words: { filters: { filters } } } };
}

/** The words in the order of the request, with their counts. */
export function readFrequencies(
  words: readonly string[],
  answer: { readonly aggregations?: unknown },
): ReadonlyMap<string, number> {
  const { buckets } = (answer.aggregations as FrequencyAnswer).words;
  return new Map(words.map((word, place) => [word, buckets[place]?.doc_count ?? 0]));
}

interface FrequencyAnswer {
  readonly words: { readonly buckets: readonly { readonly doc_count: number }[] };
}

/** The word as a token of the index; null when no product can hold it. */
export function tokenOf(word: string): string | null {
  const [token, more] = tokensOf(word);
  return token === word && more === undefined ? token : null;
}
