import type { EpochMs } from '../../shared/clock';
import type { Sku } from '../../shared/ids';
import type { BoardProduct } from '../catalogue-board.port';

/** A product as a board keeps it, with all its tags, and when it changed. */
export interface BoardRow {
  readonly product: BoardProduct;
  readonly updatedAt: EpochMs;
}

/** Where a reader of changes has come to. */
export interface ChangePlace {
  readonly updatedAt: EpochMs;
  readonly sku: Sku;
}

/** What a board reads to follow catalogue and events. Every answer is found by an index. */
export interface BoardSource {
  /** At most `limit` products with a SKU above `after` (from the first when null), in the order of SKUs. */
  page(after: Sku | null, limit: number): Promise<readonly BoardRow[]>;

  /** At most `limit` products that changed after the place, in the order of change, then SKU. */
  changed(after: ChangePlace, limit: number): Promise<readonly BoardRow[]>;

  /** The sequence number of the last event; 0 without any. */
  lastEvent(): Promise<number>;

  /** The products of at most `limit` events after this one, each once, and the last of these events; the same number when there is none. */
  touched(
    afterSequence: number,
    limit: number,
  ): Promise<{ readonly sequence: number; readonly skus: readonly Sku[] }>;
}
