import type { Product as WireFields } from '../../schema/catalog/product.type';
import type { Product } from '../../src/catalog/product.types';
import { globalId } from '../global-id';

/** A product on its way out; its attributes are still the stored ones, until a client says which it wants. */
export interface WireProduct extends WireFields {
  readonly attributes: Product['attributes'];
}

export function wireProduct(product: Product): WireProduct {
  return {
    ...product,
    id: globalId('Product', product.sku),
    categories: product.categories.map((path) => ({ name: path.at(-1) ?? '', path })),
    publishedAt: product.publishedAt === null ? null : new Date(product.publishedAt),
    updatedAt: new Date(product.updatedAt),
  };
}
