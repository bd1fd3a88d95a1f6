import type { StoredProduct, TransactionSql } from '../../catalog/catalog-follower.port';
import type { Product } from '../../catalog/product.types';

/** The columns of `product` that make a `Product`, as SQLite gives them. */
interface StoredRow {
  readonly id: number;
  readonly sku: string;
  readonly title: string;
  readonly description: string;
  readonly brand: string | null;
  readonly identifiers: string;
  readonly categories: string;
  readonly price_amount: number | null;
  readonly price_currency: string | null;
  readonly availability: string;
  readonly tags: string;
  readonly attributes: string;
  readonly locale: string;
  readonly published_at: number | null;
  readonly updated_at: number;
}

const PAGE = `SELECT id, sku, title, description, brand, identifiers, categories, price_amount, price_currency,
  availability, tags, attributes, locale, published_at, updated_at
  FROM product WHERE id > ? ORDER BY id LIMIT ?`;

/** Reads the catalogue itself, in the order of row ids, for an index that is made anew. */
export async function readProductPage(
  afterRowId: number,
  limit: number,
  sql: TransactionSql,
): Promise<readonly StoredProduct[]> {
  const rows = (await sql.query(PAGE, [afterRowId, limit])) as StoredRow[];
  return rows.map((row) => ({ rowId: row.id, product: toProduct(row) }));
}

export async function countProducts(sql: TransactionSql): Promise<number> {
  const rows = (await sql.query('SELECT count(*) AS products FROM product')) as {
    products: number;
  }[];
  return rows[0]?.products ?? 0;
}

function toProduct(row: StoredRow): Product {
  const facts = {
    sku: row.sku,
    title: row.title,
    description: row.description,
    brand: row.brand,
    identifiers: JSON.parse(row.identifiers) as unknown,
    categories: JSON.parse(row.categories) as unknown,
    price:
      row.price_amount === null || row.price_currency === null
        ? null
        : { amount: row.price_amount, currency: row.price_currency },
    availability: row.availability,
    tags: JSON.parse(row.tags) as unknown,
    // Pictures are not searched for.
    imageUrls: [],
    attributes: JSON.parse(row.attributes) as unknown,
    locale: row.locale,
    publishedAt: row.published_at,
    updatedAt: row.updated_at,
  };
  // The store wrote these columns from a `Product`, so the types hold.
  return facts as unknown as Product;
}
