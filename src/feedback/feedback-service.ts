import type { Clock } from '../shared/clock';
import { quoted } from '../shared/errors';
import type { RowProblem } from '../shared/row-problem.types';
import { cleanEvent, type EventCleaning } from './clean-event';
import type { EventDraft } from './event-draft.types';
import type { EventStore } from './event-store.port';
import type { KnownProducts } from './known-products.port';
import type { ShopperEvent } from './shopper-event.types';

/** What became of a batch. Recorded, duplicates and the rows with problems add up to the drafts given. */
export interface RecordOutcome {
  readonly recorded: number;
  /** Their event id was recorded before, now or earlier: an event counts once. */
  readonly duplicates: number;
  /** Rows are counted from 1 in the batch; a row may have several problems. */
  readonly problems: readonly RowProblem[];
}

/** How strict to be with a batch. */
export interface RecordPolicy {
  /** Default REFUSE. `KEEP` is for history about products that the catalogue no longer has. */
  readonly unknownProducts: 'REFUSE' | 'KEEP';
  /** Default REFUSE. */
  readonly withoutId: EventCleaning['withoutId'];
}

const STRICT: RecordPolicy = { unknownProducts: 'REFUSE', withoutId: 'REFUSE' };

/** Takes in what shoppers did. */
export class FeedbackService {
  constructor(
    private readonly events: EventStore,
    private readonly products: KnownProducts,
    private readonly clock: Clock,
  ) {}

  /**
   * Records every event that is in order, once, in one transaction; a bad one is reported and does not sink the others.
   *
   * @throws TroveError STORAGE_FULL, STORAGE_READ_ONLY, STORAGE_BUSY: nothing of the batch was written; send it again.
   */
  async record(
    drafts: readonly EventDraft[],
    policy: RecordPolicy = STRICT,
  ): Promise<RecordOutcome> {
    const now = this.clock();
    const problems: RowProblem[] = [];
    const clean: NumberedEvent[] = [];
    drafts.forEach((draft, index) => {
      const row = index + 1;
      const cleaned = cleanEvent(draft, { now, row, withoutId: policy.withoutId });
      if (cleaned.event) clean.push({ row, event: cleaned.event });
      else problems.push(...cleaned.problems);
    });
    const unknown = policy.unknownProducts === 'REFUSE' ? await this.unknownAmong(clean) : [];
    problems.push(...unknown.map(unknownProduct));
    const refused = new Set(unknown);
    const events = clean.filter((item) => !refused.has(item)).map((item) => item.event);
    const counts = await this.store(events, now);
    return { ...counts, problems: problems.sort((left, right) => left.row - right.row) };
  }

  private async unknownAmong(items: readonly NumberedEvent[]): Promise<readonly NumberedEvent[]> {
    if (items.length === 0) return [];
    const skus = new Set(items.map((item) => item.event.sku));
    const known = await this.products.knownAmong([...skus]);
    return items.filter((item) => !known.has(item.event.sku));
  }

  private async store(events: readonly ShopperEvent[], now: ReturnType<Clock>) {
    if (events.length === 0) return { recorded: 0, duplicates: 0 };
    return this.events.record(events, now);
  }
}

interface NumberedEvent {
  readonly row: number;
  readonly event: ShopperEvent;
}

function unknownProduct({ row, event }: NumberedEvent): RowProblem {
  return {
    row,
    field: 'sku',
    code: 'UNKNOWN_PRODUCT',
    message: `The catalogue has no product ${quoted(event.sku)}. Import the product first.`,
  };
}
