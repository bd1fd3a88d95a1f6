import type { Product } from '../../catalog/product.types';

/** Tells kinds of products apart by what they are, not by what is written about them. */
export interface TypeEncoder {
  /** Numbers per type vector, at least 1. */
  readonly typeDimensions: number;

  /** A vector of length 1; zero for a product without a known attribute key or category. */
  typeVectorOf(product: Product): Float32Array;
}
