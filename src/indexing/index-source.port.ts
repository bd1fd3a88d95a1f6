import type { Sku } from '../shared/ids';
import type { VersionedProduct } from './search-index.port';

/**
 * Reads products the way the index gets them. State and version are read together: a product never comes with a version that
 * is newer than its state. One that never changed since the outbox was made has version 0.
 */
export interface IndexSource {
  /** Products that are not in the catalogue are absent from the map. */
  find(skus: readonly Sku[]): Promise<ReadonlyMap<Sku, VersionedProduct>>;

  /** At most `limit` products with a SKU above `after` (from the first when null), by SKU. */
  page(after: Sku | null, limit: number): Promise<readonly VersionedProduct[]>;

  /** The same of products that were deleted. */
  deletedPage(after: Sku | null, limit: number): Promise<readonly VersionedProduct[]>;

  /** Products in the catalogue. */
  count(): Promise<number>;
}
