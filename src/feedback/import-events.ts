import { importRows, type RowOrder, type RowSummary } from '../catalog/import-rows';
import type { EventDraft } from './event-draft.types';
import type { FeedbackService, RecordPolicy } from './feedback-service';

/** Rows in one transaction. */
const BATCH_ROWS = 1000;

/** What an import did. Recorded, duplicate and rejected rows add up to the rows read, unless storing a batch failed. */
export interface EventImportSummary extends RowSummary {
  readonly recorded: number;
  /** Recorded before, by this import or another. */
  readonly duplicates: number;
}

export interface EventImportOrder extends RowOrder<EventDraft> {
  readonly unknownProducts: RecordPolicy['unknownProducts'];
}

/**
 * Streams a file of events into the log. A row without event id gets one derived from its content, so that the import can be
 * killed at any moment and run again: no event is lost, none counts twice.
 *
 * @throws whatever nobody foresaw; a TroveError of reading or storing is told in the summary.
 */
export async function importEvents(
  feedback: FeedbackService,
  order: EventImportOrder,
): Promise<EventImportSummary> {
  const policy: RecordPolicy = { unknownProducts: order.unknownProducts, withoutId: 'DERIVE' };
  const landed = { recorded: 0, duplicates: 0 };
  const { rows, rejected, ...end } = await importRows(order, BATCH_ROWS, async (drafts) => {
    const { recorded, duplicates, problems } = await feedback.record(drafts, policy);
    landed.recorded += recorded;
    landed.duplicates += duplicates;
    return problems;
  });
  return { rows, ...landed, rejected, ...end };
}
