import type { estypes } from '@elastic/elasticsearch';
import type { FoundProduct, KeywordHit, KeywordRequest } from '../../search/keyword-engine.port';
import type { Product } from '../../catalog/product.types';
import { asEpochMs, type EpochMs } from '../../shared/clock';
import { asSku, type Sku } from '../../shared/ids';
import { readScore } from './compile-match';
import { VERSION_FIELD } from './index-layout';
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
    const ofWords = readScore(hit._score ?? 0, ranks);
    const sorted = (hit.sort ?? []) as (number | string)[];
    return {
      sku,
      product,
      version: product?.updatedAt ?? versionOf(hit),
      ...ofWords,
      behind: order.isBehind(sorted),
      sortKey: order.keyOf(sorted),
    };
  });
}

/** Of a hit that came without its product; null in an index of an older layout. */
function versionOf({ fields }: Hit): EpochMs | null {
  const [version] = (fields?.[VERSION_FIELD] ?? []) as readonly number[];
  return version === undefined ? null : asEpochMs(version);
}

/** The products of documents that were asked for by id; null when some came without theirs. */
export function productsIn({
  docs,
}: estypes.MgetResponse<DocumentSource>): ReadonlyMap<Sku, Product> | null {
  const products = new Map<Sku, Product>();
  for (const doc of docs) {
    if (!('found' in doc) || !doc.found) continue;
    const source = doc._source?.product;
    if (source === undefined) return null;
    products.set(asSku(doc._id), readProductSource(source));
  }
  return products;
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
