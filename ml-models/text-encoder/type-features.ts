import type { Product } from '../../src/catalog/product.types';
import type { FeatureCounts } from './product-words';

/**
 * What kind of thing a product is, whatever its words: which attributes it has (only a printer has pages per minute) and in
 * which departments it stands, each with the departments above it.
 */
export function typeFeatures(product: Product): FeatureCounts {
  const keys = Object.keys(product.attributes).map((key) => `attribute ${key}`);
  const departments = product.categories.flatMap((path) =>
    path.map((_, depth) => `category ${JSON.stringify(path.slice(0, depth + 1))}`),
  );
  return new Map([...keys, ...departments].map((feature) => [feature, 1]));
}
