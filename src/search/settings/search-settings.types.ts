import type { ShopWeights } from '../field-weights';

/**
 * Words that mean the same to search, each side as the shop writes it (one or several words, any script).
 *
 * - two-way: whoever types one of `words` also finds the others.
 * - one-way: whoever types `from` also finds each of `to`, not the other way round ("phone" finds "smartphone").
 */
export type Synonyms =
  { readonly words: readonly string[] } | { readonly from: string; readonly to: readonly string[] };

/** How much misspelling is forgiven, by length of the word in characters. Numbers, codes and Chinese are never changed. */
export interface TypoTolerance {
  /** Words from this length may differ by one edit. Default 4. */
  readonly oneEditFrom: number;
  /** Words from this length may differ by two edits. Default 8. */
  readonly twoEditsFrom: number;
}

/** When and how far a query is relaxed. */
export interface RelaxationSettings {
  /** Words are dropped one by one while fewer products than this match. Default 10, a usual page; 0 never relaxes. */
  readonly fewerThan: number;
}

/** What a shop can set about its search, read once at the start. */
export interface SearchSettings {
  readonly weights: ShopWeights;
  /** Words that mean nothing to search, as they are typed; left out unless the query has nothing else. */
  readonly stopWords: readonly string[];
  readonly synonyms: readonly Synonyms[];
  readonly typos: TypoTolerance;
  readonly relaxation: RelaxationSettings;
}
