import type { Product } from '../../src/catalog/product.types';
import { asEpochMs } from '../../src/shared/clock';
import { asSku } from '../../src/shared/ids';

/** A complete, valid product; say what matters to the test. */
export function aProduct(facts: Partial<Omit<Product, 'sku'>> & { sku: string }): Product {
  return {
    title: `Product ${facts.sku}`,
    description: 'Made for tests.',
    brand: 'Acme',
    identifiers: ['4006381333931'],
    categories: [['Tools', 'Hammers']],
    price: { amount: 12.5, currency: 'EUR' },
    availability: 'IN_STOCK',
    tags: ['new'],
    imageUrls: ['https://example.org/1.jpg'],
    attributes: { weight: { kind: 'number', value: 1.25 } },
    locale: 'en',
    publishedAt: asEpochMs(Date.UTC(2026, 0, 2)),
    updatedAt: asEpochMs(Date.UTC(2026, 0, 3)),
    ...facts,
    sku: asSku(facts.sku),
  };
}
