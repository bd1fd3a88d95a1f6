import type { Placement } from './recommendation.types';

/** One way to come by candidates, as a placement asks for it. */
export type StepName =
  /** What such a shopper does next. */
  | 'LEARNT_NEXT'
  /** What else serves like the product. */
  | 'LEARNT_SIMILAR'
  /** What is bought with the products. */
  | 'LEARNT_TOGETHER'
  /** Near the products that the list is about. */
  | 'CONTENT_OF_SEEDS'
  /** Near what the shopper did lately. */
  | 'CONTENT_OF_PROFILE'
  /** What fits what the shopper looks for, in words. */
  | 'QUERY'
  /** In the departments that the visit is about. */
  | 'TRENDING_HERE'
  | 'POPULAR_HERE'
  | 'NEW_HERE'
  /** In the whole shop. */
  | 'TRENDING'
  | 'POPULAR'
  | 'NEW'
  | 'CATALOGUE'
  | 'VIEWED'
  | 'BOUGHT_BEFORE';

/** What the list is about. */
export type SeedSource =
  /** The shopper alone. */
  | 'NONE'
  /** The product of the request, which must be named. */
  | 'PRODUCT'
  /** The product or the basket of the request: one of them must be named. */
  | 'PRODUCT_OR_BASKET'
  /** The product that the shopper viewed last and that has enough to be said about. */
  | 'LAST_VIEWED';

/** What a placement is, as data. */
export interface PlacementPlan {
  readonly seeds: SeedSource;
  /** Asked in this order until the list is long enough: the cascade. */
  readonly steps: readonly StepName[];
  /** What the shopper touched lately and is therefore left out, unless nothing else may be shown. Baskets, seeds, dislikes and `exclude` always are. */
  readonly leavesOut: readonly ('SEEN' | 'BOUGHT')[];
  /** Which acts the list looks at: those of the visit if there are any, or all. */
  readonly acts: 'SESSION_FIRST' | 'ALL';
  /** Gives a place of every ten to what is too new for anybody to have touched it. */
  readonly hasNewcomers: boolean;
  /** States what was: may be empty, and is not put in another order. */
  readonly isRecord: boolean;
}

export type PlacementTable = Readonly<Record<Placement, PlacementPlan>>;
