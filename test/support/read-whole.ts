import type { Product } from '../../src/catalog/product.types';

/** A found product with all that it says of itself: an engine may read the attributes only when somebody looks at them. */
export function readWhole(product: Product | null | undefined): Product | null {
  return product ? { ...product, attributes: product.attributes } : null;
}
