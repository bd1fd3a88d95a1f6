import type { CatalogService } from './catalog-service';
import { importRows, type RowOrder, type RowSummary } from './import-rows';
import type { ProductDraft } from './product-draft.types';

/** Rows in one transaction. */
const BATCH_ROWS = 500;

/** What an import did. Landed and rejected rows add up to the rows read, unless storing a batch failed. */
export interface ImportSummary extends RowSummary {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  /** Rows about a product that an earlier row of this import brought. */
  readonly merged: number;
  /** Products that were there and that the file did not bring; null when they were left alone. */
  readonly removed: number | null;
}

export interface ImportOrder extends RowOrder<ProductDraft> {
  /** Afterwards removes the products that the file did not bring, provided that every row of it landed. */
  readonly replace: boolean;
}

/**
 * Streams a file of products into the catalogue. Running an import that died again leaves the catalogue as if it had run once.
 *
 * @throws whatever nobody foresaw; a TroveError of reading or storing is told in the summary.
 */
export async function importProducts(
  catalog: CatalogService,
  order: ImportOrder,
): Promise<ImportSummary> {
  const runId = catalog.newRun();
  const landed = { created: 0, updated: 0, unchanged: 0, merged: 0 };
  const { rows, rejected, stopped, ...end } = await importRows(
    order,
    BATCH_ROWS,
    async (drafts) => {
      const counts = await catalog.importProducts(drafts, runId);
      landed.created += counts.created;
      landed.updated += counts.updated;
      landed.unchanged += counts.unchanged;
      landed.merged += counts.merged;
      return counts.problems;
    },
  );
  // Being stopped is no failure.
  const failure = stopped && end.failure?.code === 'SHUTTING_DOWN' ? null : end.failure;
  // A product whose row was rejected is not missing from the file: while rows are rejected, nothing is removed.
  const isWhole = failure === null && !stopped && rejected === 0 && rows > 0;
  const removed = order.replace && isWhole ? await catalog.deleteAllExceptRun(runId) : null;
  return { rows, ...landed, rejected, removed, failure, stopped };
}
