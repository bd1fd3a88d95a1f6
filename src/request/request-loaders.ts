import DataLoader from 'dataloader';
import type { Product } from '../catalog/product.types';
import type { Sku } from '../shared/ids';

/** Looks entities up in batches; remembers them for one request only. */
export interface RequestLoaders {
  /** Null for a SKU that the catalogue does not have. */
  readonly products: DataLoader<Sku, Product | null>;
}

/** Where the loaders ask. */
export interface ProductSource {
  findBySkus(skus: readonly Sku[]): Promise<ReadonlyMap<Sku, Product>>;
}

export function requestLoaders(source: ProductSource): RequestLoaders {
  return {
    products: new DataLoader(async (skus) => {
      const found = await source.findBySkus(skus);
      return skus.map((sku) => found.get(sku) ?? null);
    }),
  };
}
