import { TroveError } from '../shared/errors';
import type { RowProblem } from '../shared/row-problem.types';
import type { RowStream, RowValues, SourceRow } from './row-source.port';

/** A row that did not land. `values` is absent when the row could not even be read. */
export interface RejectedRow extends RowProblem {
  readonly values?: RowValues;
}

/** How far an import of rows has come. */
export interface RowTally {
  readonly rows: number;
  /** Rows that did not land, however many faults each has. */
  readonly rejected: number;
}

export interface RowSummary extends RowTally {
  /** Why the import ended before the file did; what was counted has landed all the same. */
  readonly failure: TroveError | null;
  /** The caller asked it to stop. */
  readonly stopped: boolean;
}

export interface RowOrder<Draft> {
  readonly source: RowStream;
  /** Throws TroveError, with the field in its details, for a row of which no draft can be made. */
  readonly toDraft: (values: RowValues) => Draft;
  /** Stops after the batch at hand. */
  readonly signal: AbortSignal;
  readonly onProgress: (tally: RowTally) => void;
  /** Awaited, so that a slow disk slows the import and does not fill the memory. */
  readonly onRejected: (row: RejectedRow) => Promise<void>;
}

/** Stores a batch in one transaction. Tells what is wrong with its drafts, which count from 1; a draft may have several faults. */
export type StoreBatch<Draft> = (drafts: readonly Draft[]) => Promise<readonly RowProblem[]>;

/**
 * Streams the rows of a file into a store, batch by batch; memory holds one batch. A process that dies loses at most the
 * batch at hand.
 *
 * @param batchRows enough to make a transaction cheap, few enough to hold in memory many times over.
 * @throws whatever nobody foresaw; a TroveError of reading or storing is told in the summary.
 */
export async function importRows<Draft>(
  order: RowOrder<Draft>,
  batchRows: number,
  store: StoreBatch<Draft>,
): Promise<RowSummary> {
  return new RowImport(order, batchRows, store).run();
}

interface ReadRow<Draft> {
  readonly row: number;
  readonly values: RowValues;
  readonly draft: Draft;
}

class RowImport<Draft> {
  private readonly tally = { rows: 0, rejected: 0 };
  private batch: ReadRow<Draft>[] = [];

  constructor(
    private readonly order: RowOrder<Draft>,
    private readonly batchRows: number,
    private readonly store: StoreBatch<Draft>,
  ) {}

  async run(): Promise<RowSummary> {
    let failure: TroveError | null = null;
    try {
      await this.readAll();
    } catch (error) {
      if (!(error instanceof TroveError)) throw error;
      failure = error;
    }
    return { ...this.tally, failure, stopped: this.order.signal.aborted };
  }

  private async readAll(): Promise<void> {
    try {
      for await (const row of this.order.source.rows) {
        if (this.order.signal.aborted) break;
        await this.take(row);
        if (this.batch.length >= this.batchRows) await this.storeBatch();
      }
    } finally {
      // Also the good rows before the place where reading failed. When it was storing that failed, the batch is empty.
      await this.storeBatch();
    }
  }

  private async take({ row, values, problem }: SourceRow): Promise<void> {
    this.tally.rows += 1;
    if (problem) {
      await this.reject([problem]);
      return;
    }
    try {
      this.batch.push({ row, values, draft: this.order.toDraft(values) });
    } catch (error) {
      if (!(error instanceof TroveError)) throw error;
      await this.reject([{ row, ...problemOf(error), values }]);
    }
  }

  private async storeBatch(): Promise<void> {
    const batch = this.batch;
    this.batch = [];
    if (batch.length === 0) return;
    const problems = await this.store(batch.map(({ draft }) => draft));
    await this.rejectFromBatch(batch, problems);
    this.order.onProgress({ ...this.tally });
  }

  private async rejectFromBatch(
    batch: readonly ReadRow<Draft>[],
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
}

function problemOf({ code, message, details }: TroveError): Omit<RowProblem, 'row'> {
  const { field } = details;
  return { field: typeof field === 'string' ? field : null, code, message };
}
