import type { QueryTerm } from '../match-query.types';
import type { WordCorrection } from '../search.types';

/** What a typed text means to search. */
export interface UnderstoodQuery {
  /** Empty when the text holds no word: nothing can match. */
  readonly terms: readonly QueryTerm[];
  /** Folded codes to be looked up among the identifiers. */
  readonly codes: readonly string[];
  /** The query is a single code: whoever types one wants that product and nothing like it. */
  readonly isOneCode: boolean;
  /** In how many products each word of the terms, as first alternatives have it, occurs; learnt anyway while reading the text. */
  readonly wordFrequencies: ReadonlyMap<string, number>;
  /** The words searched for, joined by blanks, stop words included: equal for queries that mean the same. */
  readonly normalizedText: string;
  /** As typed, with the corrections in place. */
  readonly searchedText: string;
  readonly corrections: readonly WordCorrection[];
  readonly didYouMean: string | null;
  /** As typed. */
  readonly ignoredWords: readonly string[];
}
