import type { NumberRange } from './filter.types';

/** What a facet counts over. */
export type FacetField =
  | { readonly kind: 'brand' }
  | { readonly kind: 'category' }
  | { readonly kind: 'tag' }
  | { readonly kind: 'availability' }
  | { readonly kind: 'locale' }
  | { readonly kind: 'price' }
  | { readonly kind: 'attribute'; readonly key: string };

/**
 * - `terms`: the most frequent values, most frequent first, then by value; booleans count as `true` and `false`.
 * - `ranges`: the given ranges, in the given order, each closed at `min` and open at `max` so that neighbours do not overlap.
 * - `histogram`: buckets of equal width from a multiple of `interval`; empty buckets are left out.
 */
export type FacetCounting =
  | { readonly kind: 'terms'; readonly size: number }
  | { readonly kind: 'ranges'; readonly ranges: readonly NumberRange[] }
  | { readonly kind: 'histogram'; readonly interval: number };

export interface FacetRequest {
  readonly field: FacetField;
  readonly counting: FacetCounting;
}

/** One value or range and the number of matching products that have it. */
export interface FacetBucket {
  /** Terms: the value (a category is its path joined by ` > `). Ranges and histograms: `min..max`. */
  readonly label: string;
  /** Terms over categories: the path. */
  readonly path?: readonly string[];
  /** Ranges and histograms; `max` is open. */
  readonly range?: NumberRange;
  readonly count: number;
}

/** The answer to one facet request, disjunctive: conditions on the facet's own field are set aside while counting. */
export interface FacetResult {
  readonly request: FacetRequest;
  readonly buckets: readonly FacetBucket[];
  /** Terms: how many distinct values there are, shown or not. Otherwise the number of buckets. */
  readonly distinctValues: number;
  /** Numbers only: smallest and largest value among the matching products; null when there is none. */
  readonly bounds: { readonly min: number; readonly max: number } | null;
}
