import type { Product } from '../../catalog/product.types';
import type { Branded } from '../../shared/branded';
import type { Deadline } from '../../shared/deadline';

/** Names a way of turning text into vectors: another id whenever any vector would be another one. */
export type EncoderId = Branded<string, 'EncoderId'>;

export const asEncoderId = (text: string): EncoderId => text as EncoderId;

/**
 * Turns texts into vectors so that texts of similar meaning point in similar directions. Vectors have length 1, so that their scalar
 * product is their cosine; a text without a known word gives the zero vector. Vectors of different encoders must never be compared.
 */
export interface TextEncoder {
  readonly id: EncoderId;
  /** Numbers per vector, at least 1. */
  readonly dimensions: number;

  /**
   * One vector per text, in their order: for what a shopper typed. Work that would begin after the deadline is not begun.
   *
   * @throws TroveError DEADLINE_EXCEEDED, and ENCODER_UNAVAILABLE where something besides this process is needed.
   */
  encode(texts: readonly string[], deadline?: Deadline): Promise<readonly Float32Array[]>;

  /** One vector per product, in their order. */
  encodeProducts(products: readonly Product[]): Promise<readonly Float32Array[]>;
}
