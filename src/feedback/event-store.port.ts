import type { Sku } from '../shared/ids';
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

/** Keeps what shoppers did: append-only, each event once. */
export interface EventStore {
  /**
   * Writes all new events and their effect on the product counters, or nothing.
   *
   * @throws TroveError STORAGE_FULL, STORAGE_READ_ONLY, STORAGE_BUSY: nothing of the batch was written.
   */
  record(events: readonly ShopperEvent[], receivedAt: EpochMs): Promise<RecordCounts>;

  /** Products without events are absent from the map. */
  countersOf(skus: readonly Sku[], at: EpochMs): Promise<ReadonlyMap<Sku, ProductCounters>>;

  /** Products with events by SKU in code point order, after the given one (from the first when null); at most `limit`. */
  countersAfter(after: Sku | null, limit: number, at: EpochMs): Promise<readonly ProductCounters[]>;

  /** Events in the order they were recorded, after the given sequence number (0 for the first), with theirs. */
  read(
    afterSequence: number,
    limit: number,
  ): Promise<readonly { sequence: number; event: ShopperEvent }[]>;

  count(): Promise<number>;
}
