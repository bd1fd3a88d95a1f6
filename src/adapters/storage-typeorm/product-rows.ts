import { createHash } from 'node:crypto';
import type { Product } from '../../catalog/product.types';
import { asEpochMs } from '../../shared/clock';
import { asSku, type ImportRunId } from '../../shared/ids';
import type { ProductEntity } from './entities/product.entity';

export type ProductRow = Omit<ProductEntity, 'id'>;

export function toProductRow(product: Product, run: ImportRunId): ProductRow {
  const { price, updatedAt, ...facts } = product;
  return {
    ...facts,
    priceAmount: price?.amount ?? null,
    priceCurrency: price?.currency ?? null,
    updatedAt,
    contentDigest: contentDigest(product),
    importRun: run,
  };
}

/** In the order of `productValues`; the SKU comes first. */
export const PRODUCT_COLUMNS = [
  'sku',
  'title',
  'description',
  'brand',
  'identifiers',
  'categories',
  'price_amount',
  'price_currency',
  'availability',
  'tags',
  'image_urls',
  'attributes',
  'locale',
  'published_at',
  'updated_at',
  'content_digest',
  'import_run',
] as const;

/** A row as the driver binds it. Lists and attributes are JSON texts, as the entity's columns read them. */
export function productValues(row: ProductRow): readonly unknown[] {
  return [
    row.sku,
    row.title,
    row.description,
    row.brand,
    JSON.stringify(row.identifiers),
    JSON.stringify(row.categories),
    row.priceAmount,
    row.priceCurrency,
    row.availability,
    JSON.stringify(row.tags),
    JSON.stringify(row.imageUrls),
    JSON.stringify(row.attributes),
    row.locale,
    row.publishedAt,
    row.updatedAt,
    row.contentDigest,
    row.importRun,
  ];
}

export function toProduct(row: ProductEntity): Product {
  return {
    sku: asSku(row.sku),
    title: row.title,
    description: row.description,
    brand: row.brand,
    identifiers: row.identifiers,
    categories: row.categories,
    price:
      row.priceAmount === null || row.priceCurrency === null
        ? null
        : { amount: row.priceAmount, currency: row.priceCurrency },
    availability: row.availability,
    tags: row.tags,
    imageUrls: row.imageUrls,
    attributes: row.attributes,
    locale: row.locale,
    publishedAt: row.publishedAt === null ? null : asEpochMs(row.publishedAt),
    updatedAt: asEpochMs(row.updatedAt),
  };
}

/** Equal for products with equal content, whatever the order of their attributes. */
export function contentDigest(product: Product): string {
  const { attributes, updatedAt: _when, ...facts } = product;
  const sorted = Object.entries(attributes).sort(([left], [right]) => (left < right ? -1 : 1));
  const content = JSON.stringify(
    Object.entries({ ...facts, attributes: sorted }).sort(([left], [right]) =>
      left < right ? -1 : 1,
    ),
  );
  return createHash('sha256').update(content).digest('hex');
}
