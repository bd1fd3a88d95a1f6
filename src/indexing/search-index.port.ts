import type { Product } from '../catalog/product.types';
import type { Branded } from '../shared/branded';
import type { Sku } from '../shared/ids';

/** One physical index; searches go to whichever is live. */
export type IndexName = Branded<string, 'IndexName'>;

/** The state of one product as of a version. Versions of one product only ever grow. */
export interface VersionedProduct {
  readonly sku: Sku;
  readonly version: number;
  /** Null when the product was deleted. */
  readonly product: Product | null;
  /**
   * The stored, forward-decayed sum of `ProductCounters` (see `feedback/popularity.ts`): 0 without events, below 0 after dislikes.
   * Only good for comparing products. Around 2026 one view is some 2^-220: a double holds it, a float does not.
   */
  readonly popularity: number;
  /** For search by meaning; of the length that the index was made for. Absent where there is none. */
  readonly vector?: readonly number[];
}

/** What became of one product: `STALE` means that the index holds a newer version already, which is as good as written. */
export type WriteOutcome =
  | { readonly sku: Sku; readonly outcome: 'WRITTEN' | 'STALE' }
  | {
      readonly sku: Sku;
      readonly outcome: 'FAILED';
      /** False when the document itself is at fault: trying again cannot help. */
      readonly retryable: boolean;
      readonly reason: string;
    };

/** A search index outside the database, fed from the outbox. */
export interface SearchIndex {
  /** The index that answers searches; null before the first one is made live. */
  live(): Promise<IndexName | null>;

  /** Makes an empty index with the current mapping. */
  create(): Promise<IndexName>;

  /**
   * Writes each product to the index unless it holds the same or a newer version. One outcome per product, in order. Versions
   * are whole numbers from 0. A deletion is a version too: an older write that comes after it is stale. An index that is not
   * there is not made by writing to it: each product comes back as a retryable failure, since by then another index may be due.
   *
   * @throws TroveError SEARCH_UNAVAILABLE when the engine does not answer: nothing is known to be written.
   */
  write(index: IndexName, products: readonly VersionedProduct[]): Promise<readonly WriteOutcome[]>;

  /** Makes everything written so far visible to searches, and counts the products; those deleted do not count. */
  countVisible(index: IndexName): Promise<number>;

  /** Searches go to this index from now on, at once and for all; the one before is kept. */
  makeLive(index: IndexName): Promise<void>;

  /** All indexes of this shop, oldest first. */
  all(): Promise<readonly IndexName[]>;

  /** Does nothing when it is not there. The live one is never dropped: @throws TroveError INVALID_INPUT. */
  drop(index: IndexName): Promise<void>;
}
