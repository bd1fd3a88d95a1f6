import type { Product } from '../catalog/product.types';
import type { Deadline } from '../shared/deadline';
import type { ModelId, SearchId, SessionId, ShopperId } from '../shared/ids';
import type { FacetRequest, FacetResult } from './facet.types';
import type { Filter } from './filter.types';
import type { HitExplanation } from './hit-explanation.types';
import type { RankingMode } from './ranking-mode.types';
import type { SearchSort, UnavailablePolicy } from './keyword-engine.port';

/** One search as a client asks for it. */
export interface SearchRequest {
  /** As typed; blank browses. */
  readonly text: string;
  readonly filter: Filter | null;
  readonly facets: readonly FacetRequest[];
  readonly sort: SearchSort;
  readonly unavailable: UnavailablePolicy;
  /** Hits wanted, 0 to the configured page size. */
  readonly first: number;
  /** Cursor of the last hit seen; null for the first page. */
  readonly after: string | null;
  readonly highlight: boolean;
  /** Null or absent: the shop's own mode. Counts with sort RELEVANCE and words only. */
  readonly ranking?: RankingMode | null;
  /** The moment by which the answer is wanted; absent when nobody is in a hurry. */
  readonly deadline?: Deadline;
  readonly shopper: ShopperId | null;
  readonly session: SessionId | null;
}

/** A piece of text and whether the query's words stand in it; the pieces joined are the whole text. */
export interface HighlightPiece {
  readonly text: string;
  readonly matched: boolean;
}

export interface SearchHit {
  readonly product: Product;
  /** Higher is better; comparable within one page only. */
  readonly score: number;
  /** Why it stands where it does, made when asked for. */
  readonly explain: () => HitExplanation;
  /** Place in the whole list, from 1. */
  readonly position: number;
  /** True when the product satisfies all words of the query; false when it was found after relaxation. */
  readonly matchesAllWords: boolean;
  readonly cursor: string;
  /** Empty unless asked for. */
  readonly titleHighlight: readonly HighlightPiece[];
  /** The part of the description around the first match; empty unless asked for or when nothing matches. */
  readonly descriptionHighlight: readonly HighlightPiece[];
}

/** A misspelt word that was replaced, because the catalogue does not have it. */
export interface WordCorrection {
  readonly typed: string;
  readonly corrected: string;
}

/** What was given up because too few products hold every word. */
export interface Relaxation {
  /** Words no longer required, in the order they were dropped: those that say least (in most products) first. */
  readonly droppedWords: readonly string[];
  /** Products that satisfy every word; they come first. */
  readonly fullMatches: number;
}

/** How Trove read the text. */
export interface QueryInterpretation {
  /** The text that was searched for, after correction. */
  readonly searchedText: string;
  readonly corrections: readonly WordCorrection[];
  /** A more likely spelling that was not applied, for "did you mean"; null when there is none. */
  readonly didYouMean: string | null;
  /** Null when nothing was given up. */
  readonly relaxation: Relaxation | null;
  /** Words that mean nothing to search and were left out, such as `the`. */
  readonly ignoredWords: readonly string[];
}

/**
 * A part that did not do its share of an answer: `KEYWORD_ENGINE`, the spare index answered; `RANKING_LOG`, what others typed is missing;
 * `RERANKER`, the model was too late or failed, and keyword order stands.
 */
export type SearchPart = 'KEYWORD_ENGINE' | 'RANKING_LOG' | 'RERANKER';

export interface SearchResult {
  readonly searchId: SearchId;
  readonly hits: readonly SearchHit[];
  readonly total: { readonly count: number; readonly accuracy: 'EXACT' | 'ESTIMATED' };
  readonly facets: readonly FacetResult[];
  readonly interpretation: QueryInterpretation;
  readonly hasNextPage: boolean;
  /** What decided the order of this page. */
  readonly ranking: { readonly mode: RankingMode; readonly model: ModelId | null };
  /** What the answer had to do without; empty as a rule. */
  readonly degraded: readonly SearchPart[];
}

/** What a shopper may be about to type, and products that already fit. */
export interface SuggestRequest {
  readonly text: string;
  readonly first: number;
  readonly deadline?: Deadline;
}

export interface QuerySuggestion {
  readonly text: string;
  /** `QUERY`: shoppers have searched for it. `BRAND`, `CATEGORY`: the catalogue has it. */
  readonly source: 'QUERY' | 'BRAND' | 'CATEGORY';
  /** The text in pieces; what was typed is matched. */
  readonly highlight: readonly HighlightPiece[];
}

export interface SuggestResult {
  /** Attribution id of this list of suggestions. */
  readonly searchId: SearchId;
  readonly queries: readonly QuerySuggestion[];
  readonly products: readonly Product[];
  readonly degraded: readonly SearchPart[];
}
