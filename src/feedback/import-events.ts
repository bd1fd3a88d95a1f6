import type { RowStream, RowValues, SourceRow } from '../catalog/row-source.port';
import { TroveError } from '../shared/errors';
import type { RowProblem } from '../shared/row-problem.types';
import type { EventDraft } from './event-draft.types';
import type { ToEventDraft } from './event-drafts';
import type { FeedbackService, RecordPolicy } from './feedback-service';

/** Rows in one transaction. */
const BATCH_ROWS = 1000;

/** A row that did not land. `values` is absent when the row could not even be read. */
export interface RejectedEventRow extends RowProblem {
  readonly values?: RowValues;
}

/** What an import has done so far: the last three add up to the rows read. */
export interface EventImportTally {
  readonly rows: number;
  readonly recorded: number;
  /** Recorded before, by this import or another. */
  readonly duplicates: number;
  /** Rows that did not land, however many faults each has. */
  readonly rejected: number;
}

export interface EventImportSummary extends EventImportTally {
  /** Why the import ended before the file did; what was counted has landed all the same. */
  readonly failure: TroveError | null;
  /** The caller asked it to stop. */
  readonly stopped: boolean;
}

export interface EventImportOrder {
  readonly source: RowStream;
  readonly toDraft: ToEventDraft;
  readonly unknownProducts: RecordPolicy['unknownProducts'];
  /** Stops after the batch at hand. */
  readonly signal: AbortSignal;
  readonly onProgress: (tally: EventImportTally) => void;
  /** Awaited, so that a slow disk slows the import and does not fill the memory. */
  readonly onRejected: (row: RejectedEventRow) => Promise<void>;
}

/**
 * Streams a file of events into the log, batch by batch. A row without event id gets one derived from its content, so that
 * the import can be killed at any moment and run again: no event is lost, none counts twice.
 *
 * @throws whatever nobody foresaw; a TroveError of reading or storing is told in the summary.
 */
export async function importEvents(
  feedback: FeedbackService,
  order: EventImportOrder,
): Promise<EventImportSummary> {
  return new EventImport(feedback, order).run();
}

interface ReadRow {
  readonly row: number;
  readonly values: RowValues;
  readonly draft: EventDraft;
}

class EventImport {
  private readonly tally = { rows: 0, recorded: 0, duplicates: 0, rejected: 0 };
  private batch: ReadRow[] = [];

  constructor(
    private readonly feedback: FeedbackService,
    private readonly order: EventImportOrder,
  ) {}

  async run(): Promise<EventImportSummary> {
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
        await this.take(row);
        if (this.batch.length >= BATCH_ROWS) await this.recordBatch();
        if (this.order.signal.aborted) break;
      }
    } finally {
      // Also the good rows before the place where reading failed. When it was storing that failed, the batch is empty.
      await this.recordBatch();
    }
  }

  private async take(row: SourceRow): Promise<void> {
    this.tally.rows += 1;
    if (row.problem) {
      await this.reject([row.problem]);
      return;
    }
    try {
      this.batch.push({ row: row.row, values: row.values, draft: this.order.toDraft(row.values) });
    } catch (error) {
      if (!(error instanceof TroveError)) throw error;
      await this.reject([{ ...problemOf(error), row: row.row, values: row.values }]);
    }
  }

  private async recordBatch(): Promise<void> {
    const batch = this.batch;
    this.batch = [];
    if (batch.length === 0) return;
    const outcome = await this.feedback.record(
      batch.map(({ draft }) => draft),
      { unknownProducts: this.order.unknownProducts, withoutId: 'DERIVE' },
    );
    this.tally.recorded += outcome.recorded;
    this.tally.duplicates += outcome.duplicates;
    await this.rejectFromBatch(batch, outcome.problems);
    this.order.onProgress({ ...this.tally });
  }

  private async rejectFromBatch(
    batch: readonly ReadRow[],
    problems: readonly RowProblem[],
  ): Promise<void> {
    const byPosition = new Map<number, RejectedEventRow[]>();
    for (const problem of problems) {
      const read = batch[problem.row - 1];
      if (!read) throw new RangeError(`A problem names row ${problem.row} of ${batch.length}`);
      const faults = byPosition.get(problem.row) ?? [];
      byPosition.set(problem.row, [...faults, { ...problem, row: read.row, values: read.values }]);
    }
    for (const faults of byPosition.values()) await this.reject(faults);
  }

  /** Counts one row and tells each of its faults. */
  private async reject(faults: readonly RejectedEventRow[]): Promise<void> {
    this.tally.rejected += 1;
    for (const fault of faults) await this.order.onRejected(fault);
  }
}

function problemOf({ code, message, details }: TroveError): Omit<RowProblem, 'row'> {
  const { field } = details;
  return { field: typeof field === 'string' ? field : null, code, message };
}
