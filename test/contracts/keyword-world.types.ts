import type { Product } from '../../src/catalog/product.types';
import type { FieldWeights } from '../../src/search/field-weights';
import type { KeywordEngine } from '../../src/search/keyword-engine.port';

/** An engine and a way to change the catalogue that it searches. */
export interface KeywordWorld {
  readonly engine: KeywordEngine;
  /** Resolves when the products can be found. */
  put(products: readonly Product[]): Promise<void>;
  /** Resolves when the products are no longer found. */
  remove(skus: readonly string[]): Promise<void>;
  /** Makes exactly these the catalogue. */
  replaceAll(products: readonly Product[]): Promise<void>;
  /** Sets the popularity of products by SKU; all others have none. */
  setPopularity(popularity: ReadonlyMap<string, number>): Promise<void>;
}

/** Opens an empty world; the harness closes it after the test. */
export type OpenKeywordWorld = (weights: FieldWeights) => Promise<KeywordWorld>;

export const EQUAL_WEIGHTS: FieldWeights = {
  title: 1,
  identifiers: 1,
  brand: 1,
  categories: 1,
  tags: 1,
  description: 1,
  attributes: 1,
};
