import type { Sku } from '../shared/ids';
import type { FacetRequest, FacetResult } from './facet.types';
import type { Filter } from './filter.types';
import type { MatchQuery } from './match-query.types';

/** The order of the hits; ties are always broken by SKU in code point order. Missing prices and dates come last. */
export type SearchSort = 'RELEVANCE' | 'PRICE_ASC' | 'PRICE_DESC' | 'NEWEST' | 'POPULARITY';

/** What becomes of products that are not available (`OUT_OF_STOCK`, `DISCONTINUED`): as others, absent, or after all others. */
export type UnavailablePolicy = 'SHOW' | 'HIDE' | 'LAST';

/** The place of a hit in the order: compared field by field, ascending; the SKU comes last. Opaque outside the engine. */
export type SortKey = readonly (number | string)[];

/** What an engine can and cannot do; nobody asks for its name. */
export interface KeywordCapabilities {
  /** Totals and facet counts are exact however many products match. */
  readonly exactTotals: boolean;
  /** A product is found as soon as the write that stored it has been acknowledged. */
  readonly readsOwnWrites: boolean;
}

export interface KeywordRequest {
  /** Null browses: every product that passes the filter matches, with score 0. */
  readonly query: MatchQuery | null;
  readonly filter: Filter | null;
  readonly facets: readonly FacetRequest[];
  readonly sort: SearchSort;
  readonly unavailable: UnavailablePolicy;
  /** At least 0; with 0 only total and facets are wanted. */
  readonly limit: number;
  /** Only hits after this place; null from the first. */
  readonly after: SortKey | null;
}

export interface KeywordHit {
  readonly sku: Sku;
  /** Higher is better; comparable within one answer only. At least 0. */
  readonly score: number;
  /** Index of the tier of the query that the product satisfies; 0 when browsing. */
  readonly tier: number;
  readonly sortKey: SortKey;
}

export interface KeywordAnswer {
  readonly hits: readonly KeywordHit[];
  readonly total: { readonly count: number; readonly accuracy: 'EXACT' | 'ESTIMATED' };
  /** One result per request, in the order of the requests. */
  readonly facets: readonly FacetResult[];
}

/** A word of the catalogue and the number of products that hold it. */
export interface WordFrequency {
  readonly word: string;
  readonly products: number;
}

/** What the shopper has typed so far: whole words, and a last word that may go on. */
export interface CompletionRequest {
  /** Normalised surface words that are complete; may be empty. */
  readonly words: readonly string[];
  /** Normalised beginning of the last word; never empty. */
  readonly prefix: string;
  readonly limit: number;
}

/** A brand or category whose words complete what was typed. */
export interface FieldValueCompletion {
  readonly field: 'brand' | 'category';
  readonly value: string;
  readonly products: number;
}

/** Finds products by their words. */
export interface KeywordEngine {
  /** For health and logs, such as `sqlite-fts5`. */
  readonly name: string;
  readonly capabilities: KeywordCapabilities;

  /**
   * Finds the products that satisfy query and filter. Filters apply at retrieval: total and facets count what can be paged to.
   * With sort RELEVANCE: identifier matches first, then by tier, then by score.
   */
  search(request: KeywordRequest): Promise<KeywordAnswer>;

  /** In how many products each normalised surface word occurs (title, brand, categories, identifiers, description); 0 when in none. */
  wordFrequencies(words: readonly string[]): Promise<ReadonlyMap<string, number>>;

  /** Words of the catalogue within `maxEdits` (insert, delete, replace, swap neighbours) of the word, in no particular order. */
  similarWords(word: string, maxEdits: 1 | 2): Promise<readonly WordFrequency[]>;

  /** Products whose title or brand holds all words and a word that begins with the prefix, most popular first. */
  completeProducts(request: CompletionRequest): Promise<readonly Sku[]>;

  /** Brands and category names that hold all words and a word that begins with the prefix, most products first. */
  completeFieldValues(request: CompletionRequest): Promise<readonly FieldValueCompletion[]>;

  /** The attribute keys that some product has, in code point order. */
  attributeKeys(): Promise<readonly string[]>;
}
