import type { estypes } from '@elastic/elasticsearch';
import type { FoundProduct, KeywordHit, KeywordRequest } from '../../search/keyword-engine.port';
import { asSku } from '../../shared/ids';
import { readScore } from './compile-match';
import { readProductSource, type ProductSource } from './product-source';
import type { FacetAnswer } from './read-facet';
import { TOTAL, type SearchBody } from './search-body';

/** What the source of a document holds. */
export interface DocumentSource {
  /** Not in an index that was made before hits brought their products. */
  readonly product?: ProductSource;
}

export type Answer = estypes.SearchResponse<DocumentSource>;
type Hit = estypes.SearchHit<DocumentSource>;

/** All that match, those included that are not to be hits again. */
export function totalOf({ hits, aggregations }: Answer): number {
  const counted = aggregations?.[TOTAL] as { readonly doc_count: number } | undefined;
  if (counted) return counted.doc_count;
  return typeof hits.total === 'number' ? hits.total : (hits.total?.value ?? 0);
}

export function hitsOf(
  { hits }: Answer,
  { order, ranks }: Pick<SearchBody, 'order' | 'ranks'>,
): readonly KeywordHit[] {
  return hits.hits.map((hit) => {
    const { sku, product } = foundProduct(hit, order.width);
    const { tier, score } = readScore(hit._score ?? 0, ranks);
    const version = product?.updatedAt ?? null;
    const sorted = (hit.sort ?? []) as (number | string)[];
    return { sku, product, version, tier, score, sortKey: order.keyOf(sorted) };
  });
}

/** @param criteria how many things the hits were sorted by; the last of them is the SKU, and Elasticsearch may add its own after it. */
export function foundProduct(hit: Hit, criteria: number): FoundProduct {
  const product = hit._source?.product;
  const sku = asSku(String(hit.sort?.[criteria - 1]));
  return { sku, product: product === undefined ? null : readProductSource(product) };
}

/** The counts of each facet of the request, in its order. */
export function countsIn(
  { aggregations }: Answer,
  { facets }: KeywordRequest,
): readonly FacetAnswer[] {
  return facets.map((_, place) => (aggregations?.[String(place)] ?? {}) as FacetAnswer);
}
