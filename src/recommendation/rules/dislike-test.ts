import type { Dislike } from '../../shoppers/shopper.types';
import { isWithin, type RuledProduct } from './condition-test';

/** Whether somebody does not want to see a product. */
export function dislikeTest(dislikes: readonly Dislike[]): (product: RuledProduct) => boolean {
  if (dislikes.length === 0) return () => false;
  const skus = new Set(dislikes.flatMap((one) => (one.kind === 'PRODUCT' ? [one.sku] : [])));
  const brands = new Set(dislikes.flatMap((one) => (one.kind === 'BRAND' ? [one.brand] : [])));
  const paths = dislikes.flatMap((one) => (one.kind === 'CATEGORY' ? [one.path] : []));
  return ({ sku, brand, categories }) =>
    skus.has(sku) ||
    (brand !== null && brands.has(brand)) ||
    paths.some((path) => categories.some((own) => isWithin(own, path)));
}
