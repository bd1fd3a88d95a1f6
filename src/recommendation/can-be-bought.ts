import type { Product } from '../catalog/product.types';

/** What cannot be had is never recommended. */
export function canBeBought({ availability }: Pick<Product, 'availability'>): boolean {
  return availability === 'IN_STOCK' || availability === 'PREORDER';
}
