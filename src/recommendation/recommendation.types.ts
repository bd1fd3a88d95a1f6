import type { CategoryPath, Product } from '../catalog/product.types';
import type { Filter } from '../search/filter.types';
import type { EpochMs } from '../shared/clock';
import type { ModelId, RecommendationId, SessionId, ShopperId, Sku } from '../shared/ids';

/** Where on a page a list stands, which says what it is for. */
export type Placement =
  | 'FOR_YOU'
  | 'SIMILAR'
  | 'BOUGHT_TOGETHER'
  | 'TRENDING'
  | 'RECENTLY_VIEWED'
  | 'BECAUSE_YOU_VIEWED'
  | 'NEXT_ITEM'
  | 'BUY_AGAIN';

export const PLACEMENTS: readonly Placement[] = [
  'FOR_YOU',
  'SIMILAR',
  'BOUGHT_TOGETHER',
  'TRENDING',
  'RECENTLY_VIEWED',
  'BECAUSE_YOU_VIEWED',
  'NEXT_ITEM',
  'BUY_AGAIN',
];

/** One way to come by products. A list asks several in turn until it is long enough: the cascade. */
export type Strategy =
  /** Chosen by a rule of the shop. */
  | 'RULE'
  /** The model that serves: what shoppers with such a history did next. */
  | 'LEARNT'
  /** What was bought together with these. */
  | 'BASKETS'
  /** Like them by attributes and text. */
  | 'CONTENT'
  /** What the shopper did. */
  | 'HISTORY'
  /** What the shopper looks for, by text. */
  | 'QUERY'
  | 'TRENDING'
  | 'POPULAR'
  | 'NEW'
  /** Anything that may be shown: never an empty list while there is something to show. */
  | 'CATALOGUE';

/** Why somebody sees a product; for people, and true. */
export type Reason =
  | {
      readonly kind: 'BECAUSE_YOU_VIEWED' | 'BECAUSE_YOU_BOUGHT' | 'SIMILAR_TO' | 'BOUGHT_WITH';
      readonly sku: Sku;
    }
  | { readonly kind: 'YOU_VIEWED' | 'YOU_BOUGHT'; readonly at: EpochMs }
  | { readonly kind: 'POPULAR_IN' | 'TRENDING_IN' | 'NEW_IN'; readonly department: string | null }
  | {
      readonly kind: 'LIKE_YOUR_TASTE';
      readonly brand: string | null;
      readonly department: string | null;
    }
  | { readonly kind: 'FITS_QUERY'; readonly text: string }
  | { readonly kind: 'SHOPPERS_LIKE_YOU' | 'PICKED_BY_THE_SHOP' | 'IN_THE_CATALOGUE' };

/** What is known of the visit besides the shopper: for those who are new. */
export interface VisitContext {
  /** The department that is open. */
  readonly department: CategoryPath | null;
  readonly locale: string | null;
  /** Where the visitor came from, as a URL; its search words count as a query. */
  readonly referrer: string | null;
  readonly query: string | null;
}

export interface RecommendationRequest {
  readonly placement: Placement;
  readonly shopper: ShopperId | null;
  readonly session: SessionId | null;
  /** What the list is about; SIMILAR needs one, BOUGHT_TOGETHER one or a basket. */
  readonly product: Sku | null;
  readonly basket: readonly Sku[];
  readonly context: VisitContext;
  /** Applied before ranking, with the meaning that it has in search. */
  readonly filter: Filter | null;
  /** Never shown, besides what the placement leaves out by itself. */
  readonly exclude: readonly Sku[];
  /** 0 ranks by fit alone, 1 by difference alone; null: the shop's own. */
  readonly diversity: number | null;
  /** Products of one department at most on a page; null: the shop's own, which may be none. */
  readonly departmentCap: number | null;
  readonly first: number;
  readonly after: string | null;
}

export interface RecommendedProduct {
  readonly product: Product;
  /** In the whole list, from 1. */
  readonly position: number;
  /** Higher is better; comparable within one list and strategy. Finite. */
  readonly score: number;
  readonly strategy: Strategy;
  readonly reason: Reason;
  readonly cursor: string;
}

/** What a strategy gave to the list: the cascade as it went. */
export interface StrategyShare {
  readonly strategy: Strategy;
  /** Products that it proposed and that may be shown. */
  readonly proposed: number;
  /** Of those, products of this page. */
  readonly shown: number;
}

/** A part that an answer had to do without. */
export type RecommendationPart =
  'MODEL' | 'HISTORY' | 'VECTORS' | 'FILTER_ENGINE' | 'RECOMMENDATION_LOG';

export interface RecommendationList {
  /** Attribution id: all pages of the list carry the same. */
  readonly recommendationId: RecommendationId;
  readonly placement: Placement;
  readonly items: readonly RecommendedProduct[];
  readonly hasNextPage: boolean;
  /** In the order in which they were asked. */
  readonly strategies: readonly StrategyShare[];
  /** The version that had its say; null when none did. */
  readonly model: ModelId | null;
  readonly degraded: readonly RecommendationPart[];
}
