import type { ShopperId, Sku } from '../shared/ids';
import type { EpochMs } from '../shared/clock';
import type { ShopperEvent } from './shopper-event.types';

/** What recording a batch did. The two add up to the events given. */
export interface RecordCounts {
  readonly recorded: number;
  /** Their event id was stored before, or occurs earlier in the batch: they count once. */
  readonly duplicates: number;
}

/** How often each thing was done with a product, and how popular that makes it now. */
export interface ProductCounters {
  readonly sku: Sku;
  readonly impressions: number;
  readonly views: number;
  readonly clicks: number;
  readonly carts: number;
  readonly purchases: number;
  /** Decayed sum of event weights as of `at`; see `popularity.ts`. */
  readonly popularity: number;
  /** The same with a half-life of two days: what is asked for these days; see `trend.ts`. */
  readonly trend: number;
}

/** An event, and what is known beside it. */
export interface LoggedEvent {
  /** Grows in the order in which events were recorded. */
  readonly sequence: number;
  readonly event: ShopperEvent;
  /** Whose act it is: the event's own shopper, or whoever the session of a nameless one belongs to by now; null while nobody is known, and of impressions. */
  readonly actor: ShopperId | null;
}

/** Keeps what shoppers did: append-only, each event once. */
export interface EventStore {
  /**
   * Writes all new events and their effect on the product counters, on what is disliked, and on whose sessions are whose (an event that names shopper and
   * session says that they belong together), or nothing.
   *
   * @throws TroveError STORAGE_FULL, STORAGE_READ_ONLY, STORAGE_BUSY: nothing of the batch was written.
   */
  record(events: readonly ShopperEvent[], receivedAt: EpochMs): Promise<RecordCounts>;

  /** Products without events are absent from the map. */
  countersOf(skus: readonly Sku[], at: EpochMs): Promise<ReadonlyMap<Sku, ProductCounters>>;

  /** Products with events by SKU in code point order, after the given one (from the first when null); at most `limit`. */
  countersAfter(after: Sku | null, limit: number, at: EpochMs): Promise<readonly ProductCounters[]>;

  /** Events in the order they were recorded, after the given sequence number (0 for the first), with theirs. */
  read(afterSequence: number, limit: number): Promise<readonly LoggedEvent[]>;

  count(): Promise<number>;
}
