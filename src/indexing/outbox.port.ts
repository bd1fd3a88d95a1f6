import type { EpochMs } from '../shared/clock';
import type { Sku } from '../shared/ids';

/** A product whose newest state is not known to be in the search index. */
export interface OutboxEntry {
  readonly sku: Sku;
  /** One more than that of the change before; the first is the moment of the change, above all that were ever forgotten. */
  readonly version: number;
  /** Failed attempts at this version. */
  readonly attempts: number;
}

/** Who claims how much, and until when. */
export interface OutboxClaim {
  /** Name of the claimer, at most 200 characters: no two indexers share one. */
  readonly by: string;
  readonly at: EpochMs;
  /** When the claim lapses: whoever claimed is then taken for dead. */
  readonly until: EpochMs;
  readonly limit: number;
}

/** What became of a claimed entry. */
export type Settlement = OutboxEntry &
  (
    | { readonly outcome: 'DONE' }
    | { readonly outcome: 'RETRY'; readonly dueAt: EpochMs; readonly reason: string | null }
    | { readonly outcome: 'FAILED'; readonly reason: string }
  );

/** How far the search index is behind the catalogue. */
export interface IndexingStatus {
  /** Products whose newest state is not in the index yet. */
  readonly waiting: number;
  /** How long the oldest of them has been waiting, in milliseconds; 0 when none is. */
  readonly oldestWaitingMs: number;
  /** Products given up on, until they change or are replayed. */
  readonly failed: number;
}

/** A product given up on, and why. */
export interface FailedEntry extends OutboxEntry {
  readonly reason: string;
}

/**
 * Which products the search index must be told about. Changes of one product collapse into one entry with the newest version.
 * Entries are written in the transaction that changes the product (`OutboxFollower`).
 */
export interface Outbox {
  /** Takes entries that are due, those due first before others; no entry is claimed twice before its claim lapses. */
  claim(claim: OutboxClaim): Promise<readonly OutboxEntry[]>;

  /**
   * Writes down what became of claimed entries. A product that has changed meanwhile stays as it is, due at once. `DONE` holds
   * even when the claim had lapsed; anything else is then left to the claimer after it.
   */
  settle(by: string, settlements: readonly Settlement[]): Promise<void>;

  /** Products among these that have been deleted since the given versions. */
  deletedSince(entries: readonly OutboxEntry[]): Promise<readonly Sku[]>;

  /** Enters products as if they had just changed. */
  enter(skus: readonly Sku[], at: EpochMs): Promise<void>;

  status(at: EpochMs): Promise<IndexingStatus>;

  /** At most `limit` entries that were given up on with a SKU above `after`, by SKU. */
  failed(after: Sku | null, limit: number): Promise<readonly FailedEntry[]>;

  /** Makes failed entries wait again, all of them when `skus` is null, as if never attempted; returns how many. */
  replay(skus: readonly Sku[] | null, at: EpochMs): Promise<number>;

  /**
   * Reads on in the log of events, at most `limit` of them, and enters the products whose popularity they changed.
   *
   * @returns how many events were read; fewer than `limit` at the end of the log.
   */
  enterPopularity(limit: number, at: EpochMs): Promise<number>;

  /**
   * Forgets deleted products whose deletion has been in the index since before the given moment. An index to go back to that was
   * live before it can no longer be brought up to date: `IndexRebuilder.rollBack` then refuses. Keep a day at least: by then no
   * indexer is still about to write an older state of the product.
   *
   * @returns how many.
   */
  forget(before: EpochMs): Promise<number>;

  /** Deletions from before this moment may be forgotten; 0 when none ever was. */
  forgottenBefore(): Promise<EpochMs>;
}
