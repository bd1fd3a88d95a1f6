import type { Product } from '../catalog/product.types';
import type { Branded } from '../shared/branded';
import type { EpochMs } from '../shared/clock';
import type { Deadline } from '../shared/deadline';
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

/** The state of the catalogue at one moment, which an engine keeps for a few minutes so that all pages are pages of one list. */
export type CatalogueView = Branded<string, 'CatalogueView'>;

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
  /**
   * What must not be a hit again, because earlier pages had it; total and facets count it all the same. With sort RELEVANCE, scores move
   * with every product that is written: where no view holds them still, this and no `after` leads to the next page.
   */
  readonly without: readonly Sku[];
  /** The view of an earlier page; null searches the catalogue as it is now. */
  readonly view: CatalogueView | null;
  /**
   * Products that match whatever the query says, if they pass the filter: those that satisfy no tier come after all others, in a
   * tier of their own, whose index is the number of tiers. Total and facets count them. At most a few hundred. Absent: none.
   * With a limit of at least 1 they are among the hits whatever it is: those that it would cut off follow, in their order.
   */
  readonly also?: readonly Sku[];
  /** Hits come without products even where the engine has them at hand: for long lists of which few are shown. */
  readonly bare?: boolean;
}

export interface FoundProduct {
  readonly sku: Sku;
  /** As it was indexed, which is as it is but for a second or two; null when it must be looked up. */
  readonly product: Product | null;
}

/** How a product came to be a hit: by one of its identifiers, by its words, or only because it is one of `also`. */
export type HitOrigin = 'CODE' | 'WORDS' | 'ALSO';

export interface KeywordHit extends FoundProduct {
  /** Absent: by its words, or browsing. */
  readonly by?: HitOrigin;
  /** Stands after all others because it cannot be had and the request wants it so (`LAST`). Absent: no. */
  readonly behind?: boolean;
  /** `updatedAt` of the product as it was indexed; null when the engine does not know. */
  readonly version: EpochMs | null;
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
  /** What the hits were found in, for later pages; null when the engine keeps no views. */
  readonly view: CatalogueView | null;
  /** The engine did not answer and its spare did: ranking, totals and places in the order may differ from the usual. */
  readonly fromSpare: boolean;
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

/** Finds products by their words. Questions that come with a deadline are answered by then, or fail with DEADLINE_EXCEEDED. */
export interface KeywordEngine {
  /** For health and logs, such as `sqlite-fts5`. */
  readonly name: string;
  readonly capabilities: KeywordCapabilities;

  /**
   * Finds the products that satisfy query and filter. Filters apply at retrieval: total and facets count what can be paged to.
   * With sort RELEVANCE: identifier matches first, then by tier, then by score.
   *
   * @throws TroveError VIEW_GONE when the view of the request is no longer kept, or is another engine's.
   */
  search(request: KeywordRequest, deadline?: Deadline): Promise<KeywordAnswer>;

  /**
   * The products as they were indexed, for hits that came without; those that are gone are absent. An engine that keeps none
   * answers null, and they are looked up in the store.
   */
  productsOf(skus: readonly Sku[], deadline?: Deadline): Promise<ReadonlyMap<Sku, Product> | null>;

  /** In how many products each normalised surface word occurs (title, brand, categories, identifiers, description); 0 when in none. */
  wordFrequencies(
    words: readonly string[],
    deadline?: Deadline,
  ): Promise<ReadonlyMap<string, number>>;

  /** Words of the catalogue within `maxEdits` (insert, delete, replace, swap neighbours) of the word, in no particular order. */
  similarWords(
    word: string,
    maxEdits: 1 | 2,
    deadline?: Deadline,
  ): Promise<readonly WordFrequency[]>;

  /** Products whose title or brand holds all words and a word that begins with the prefix, most popular first. */
  completeProducts(
    request: CompletionRequest,
    deadline?: Deadline,
  ): Promise<readonly FoundProduct[]>;

  /** Brands and category names that hold all words and a word that begins with the prefix, most products first. */
  completeFieldValues(
    request: CompletionRequest,
    deadline?: Deadline,
  ): Promise<readonly FieldValueCompletion[]>;

  /** The attribute keys that some product has, in code point order. */
  attributeKeys(deadline?: Deadline): Promise<readonly string[]>;
}
