import { TroveError } from '../shared/errors';
import type { RowProblem } from '../shared/row-problem.types';
import type { ToDraft } from './apply-mapping';
import type { CatalogService } from './catalog-service';
import type { ProductDraft } from './product-draft.types';
import type { RowStream, RowValues, SourceRow } from './row-source.port';

/** Rows in one transaction: enough to make it cheap, few enough to hold in memory many times over. */
const BATCH_ROWS = 500;

/** A row that did not land. `values` is absent when the row could not even be read. */
export interface RejectedRow extends RowProblem {
  readonly values?: RowValues;
}

/** What an import has done so far. Landed and rejected rows add up to the rows read, unless storing a batch failed. */
export interface ImportTally {
  readonly rows: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  /** Rows about a product that an earlier row of this import brought. */
  readonly merged: number;
  /** Rows that did not land, however many faults each has. */
  readonly rejected: number;
}

export interface ImportSummary extends ImportTally {
  /** Products that were there and that the file did not bring; null when they were left alone. */
  readonly removed: number | null;
  /** Why the import ended before the file did; what was counted has landed all the same. */
  readonly failure: TroveError | null;
  /** The caller asked it to stop. */
  readonly stopped: boolean;
}

export interface ImportOrder {
  readonly source: RowStream;
  readonly toDraft: ToDraft;
  /** Afterwards removes the products that the file did not bring, provided that every row of it landed. */
  readonly replace: boolean;
  /** Stops after the batch at hand. */
  readonly signal: AbortSignal;
  readonly onProgress: (tally: ImportTally) => void;
  /** Awaited, so that a slow disk slows the import and does not fill the memory. */
  readonly onRejected: (row: RejectedRow) => Promise<void>;
}

/**
 * Streams a file of products into the catalogue, batch by batch; memory holds one batch. A process that dies loses at most
 * the batch at hand, and running the import again leaves the catalogue as if it had run once.
 *
 * @throws whatever nobody foresaw; a TroveError of reading or storing is told in the summary.
 */
export async function importProducts(
  catalog: CatalogService,
  order: ImportOrder,
): Promise<ImportSummary> {
  return new ProductImport(catalog, order).run();
}

interface ReadRow {
  readonly row: number;
  readonly values: RowValues;
  readonly draft: ProductDraft;
}

class ProductImport {
  private readonly runId = this.catalog.newRun();
  private readonly tally = {
    rows: 0,
    created: 0,
    updated: 0,
    unchanged: 0,
    merged: 0,
    rejected: 0,
  };
  private batch: ReadRow[] = [];

  constructor(
    private readonly catalog: CatalogService,
    private readonly order: ImportOrder,
  ) {}

  async run(): Promise<ImportSummary> {
    const failure = await this.failureOf(() => this.readAll());
    const stopped = this.order.signal.aborted;
    const removed = failure === null && !stopped ? await this.removeOthers() : null;
    return { ...this.tally, removed, failure, stopped };
  }

  /** Being stopped is no failure. */
  private async failureOf(work: () => Promise<void>): Promise<TroveError | null> {
    try {
      await work();
      return null;
    } catch (error) {
      if (!(error instanceof TroveError)) throw error;
      return this.order.signal.aborted && error.code === 'SHUTTING_DOWN' ? null : error;
    }
  }

  private async readAll(): Promise<void> {
    try {
      for await (const row of this.order.source.rows) {
        if (this.order.signal.aborted) break;
        await this.take(row);
        if (this.batch.length >= BATCH_ROWS) await this.storeBatch();
      }
    } finally {
      // Also the good rows before the place where reading failed. When it was storing that failed, the batch is empty.
      await this.storeBatch();
    }
  }

  private async take(row: SourceRow): Promise<void> {
    this.tally.rows += 1;
    if (row.problem) {
      await this.reject([row.problem]);
      return;
    }
    const draft = this.draftOf(row.values);
    if (draft instanceof TroveError)
      await this.reject([{ row: row.row, ...problemOf(draft), values: row.values }]);
    else this.batch.push({ row: row.row, values: row.values, draft });
  }

  private draftOf(values: RowValues): ProductDraft | TroveError {
    try {
      return this.order.toDraft(values);
    } catch (error) {
      if (error instanceof TroveError) return error;
      throw error;
    }
  }

  private async storeBatch(): Promise<void> {
    const batch = this.batch;
    this.batch = [];
    if (batch.length === 0) return;
    const counts = await this.catalog.importProducts(
      batch.map(({ draft }) => draft),
      this.runId,
    );
    this.tally.created += counts.created;
    this.tally.updated += counts.updated;
    this.tally.unchanged += counts.unchanged;
    this.tally.merged += counts.merged;
    await this.rejectFromBatch(batch, counts.problems);
    this.order.onProgress({ ...this.tally });
  }

  private async rejectFromBatch(
    batch: readonly ReadRow[],
    problems: readonly RowProblem[],
  ): Promise<void> {
    const byPosition = new Map<number, RejectedRow[]>();
    for (const problem of problems) {
      const read = batch[problem.row - 1];
      if (!read) throw new RangeError(`A problem names row ${problem.row} of ${batch.length}`);
      const faults = byPosition.get(problem.row) ?? [];
      byPosition.set(problem.row, [...faults, { ...problem, row: read.row, values: read.values }]);
    }
    for (const faults of byPosition.values()) await this.reject(faults);
  }

  /** Counts one row and tells each of its faults. */
  private async reject(faults: readonly RejectedRow[]): Promise<void> {
    this.tally.rejected += 1;
    for (const fault of faults) await this.order.onRejected(fault);
  }

  /** A product whose row was rejected is not missing from the file: while rows are rejected, nothing is removed. */
  private async removeOthers(): Promise<number | null> {
    const { rows, rejected } = this.tally;
    if (!this.order.replace || rejected > 0 || rows === 0) return null;
    return this.catalog.deleteAllExceptRun(this.runId);
  }
}

function problemOf(error: TroveError): Omit<RowProblem, 'row'> {
  const { field } = error.details;
  return {
    field: typeof field === 'string' ? field : null,
    code: error.code,
    message: error.message,
  };
}
