import type { Product } from '../../src/catalog/product.types';
import type { WordCounter } from './product-words';

/** The words of products that a space has no place for, as a share of their different words: mean over the products, 0 for none. */
export function unknownShare(
  products: readonly Product[],
  words: WordCounter,
  known: { readonly has: (feature: string) => boolean },
): number {
  const shares = products.flatMap((product) => {
    const own = [...words.ofProduct(product).keys()];
    return own.length === 0 ? [] : own.filter((word) => !known.has(word)).length / own.length;
  });
  return shares.reduce((sum, share) => sum + share, 0) / Math.max(1, shares.length);
}
