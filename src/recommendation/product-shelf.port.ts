import type { Product } from '../catalog/product.types';
import type { Sku } from '../shared/ids';

/** Products as they are in the store at this moment. */
export interface ProductShelf {
  /** What the catalogue does not have is absent. */
  findBySkus(skus: readonly Sku[]): Promise<ReadonlyMap<Sku, Product>>;
}

/** Says of which content products are, without reading it. */
export interface ProductDigests {
  /** Equal digests are equal content; what the catalogue does not have is absent. */
  digestsOf(skus: readonly Sku[]): Promise<ReadonlyMap<Sku, string>>;
}
