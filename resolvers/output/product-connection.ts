import type { ProductConnection } from '../../schema/catalog/product-connection.type';
import type { Product } from '../../src/catalog/product.types';
import { productCursor } from '../product-cursor';
import { pageInfo } from './page-info';
import { wireProduct } from './wire-product';

/** @param found one product more than `size` when another page follows. */
export function productConnection(
  found: readonly Product[],
  size: number,
  after: string | null,
): ProductConnection {
  const edges = found.slice(0, size).map((product) => ({
    cursor: productCursor(product.sku),
    node: wireProduct(product),
  }));
  return { edges, pageInfo: pageInfo(edges, found.length > size, after) };
}
