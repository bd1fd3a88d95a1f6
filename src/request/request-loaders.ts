import DataLoader from 'dataloader';
import type { Product } from '../catalog/product.types';
import type { Recommendations } from '../recommendation/recommendations.port';
import type { Deadline } from '../shared/deadline';
import type { Sku } from '../shared/ids';
import { relatedLoader, type RelatedLoader } from './related-loader';

/** Looks entities up in batches; remembers them for one request only. */
export interface RequestLoaders {
  /** Null for a SKU that the catalogue does not have. */
  readonly products: DataLoader<Sku, Product | null>;
  /** What goes with products. */
  readonly related: RelatedLoader;
}

/** Where the loaders ask. */
export interface ProductSource {
  findBySkus(skus: readonly Sku[]): Promise<ReadonlyMap<Sku, Product>>;
}

export function requestLoaders(
  source: ProductSource,
  recommendations: Recommendations,
  deadline: Deadline,
): RequestLoaders {
  return {
    related: relatedLoader(recommendations, deadline),
    products: new DataLoader(async (skus) => {
      const found = await source.findBySkus(skus);
      return skus.map((sku) => found.get(sku) ?? null);
    }),
  };
}
