import type { Product } from '../../src/catalog/product.types';
import { aProduct } from './a-product';

/** A product that nothing in these tests finds by accident. */
export function plain(facts: Partial<Omit<Product, 'sku'>> & { sku: string }): Product {
  return aProduct({
    title: 'Thing',
    description: '',
    brand: null,
    identifiers: [],
    categories: [],
    price: null,
    tags: [],
    attributes: {},
    publishedAt: null,
    ...facts,
  });
}

/** Products p1, p2, … with nothing but a title. */
export const titled = (...titles: readonly string[]): readonly Product[] =>
  titles.map((title, place) => plain({ sku: `p${place + 1}`, title }));

export const priced = (sku: string, amount: number, currency = 'EUR'): Product =>
  plain({ sku, price: { amount, currency } });
