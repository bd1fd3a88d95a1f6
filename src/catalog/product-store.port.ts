import type { ImportRunId, Sku } from '../shared/ids';
import type { Product } from './product.types';

/** What an upsert did, by number of products. The four add up to the products given, counted by distinct SKU. */
export interface UpsertCounts {
  readonly created: number;
  readonly updated: number;
  /** Same content as stored: nothing was written but the run. */
  readonly unchanged: number;
  /** Already written by the same run: the new row's facts were laid over the stored ones. */
  readonly merged: number;
}

/** Keeps the catalogue. Every method that changes it tells the catalogue's followers within the same transaction. */
export interface ProductStore {
  /**
   * Writes all products or none. A product whose SKU is stored is replaced, unless the same run wrote it before:
   * then both rows are merged by `mergeProducts`. SKUs within one call are distinct.
   *
   * @throws TroveError STORAGE_FULL, STORAGE_READ_ONLY, STORAGE_BUSY: nothing of the batch was written.
   */
  upsert(products: readonly Product[], run: ImportRunId): Promise<UpsertCounts>;

  /** Removes the products and returns the SKUs that were there; unknown SKUs are left out. */
  delete(skus: readonly Sku[]): Promise<readonly Sku[]>;

  /** Removes every product that the run did not write; returns how many. */
  deleteAllExceptRun(run: ImportRunId): Promise<number>;

  /** Looks products up; unknown SKUs are absent from the map. */
  findBySkus(skus: readonly Sku[]): Promise<ReadonlyMap<Sku, Product>>;

  /** At most `limit` products with a SKU above `after` (from the first when null), by SKU in code point order. */
  page(after: Sku | null, limit: number): Promise<readonly Product[]>;

  count(): Promise<number>;
}
