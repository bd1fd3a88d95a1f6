import type { Sku } from '../shared/ids';
import type { Product } from './product.types';

/** A product and the small integer under which storage knows it for as long as it is stored. */
export interface StoredProduct {
  readonly rowId: number;
  readonly product: Product;
}

/** One committed-or-nothing change of the catalogue. */
export interface CatalogChange {
  readonly upserted: readonly StoredProduct[];
  readonly deleted: readonly { readonly rowId: number; readonly sku: Sku }[];
}

/** SQL on the very transaction that changes the catalogue. */
export interface TransactionSql {
  /** Placeholders are the database's own (`?` on SQLite, `$1` on PostgreSQL). */
  query(sql: string, parameters?: readonly unknown[]): Promise<unknown>;
}

/**
 * Follows the catalogue inside the transaction that changes it, so that the change and what follows from it (an index,
 * an outbox) land together or not at all.
 */
export interface CatalogFollower {
  apply(change: CatalogChange, sql: TransactionSql): Promise<void>;
}
