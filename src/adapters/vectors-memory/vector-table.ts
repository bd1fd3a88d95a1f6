import { setImmediate as breathe } from 'node:timers/promises';
import type { ScoredSku } from '../../search/semantic/fuse';
import { dotAt } from '../../search/semantic/vector-math';
import type { RowMultiplier } from '../../search/semantic/row-multiplier.port';
import type { Sku } from '../../shared/ids';
import { BestFew } from './best-few';
import { FastRows, type RowsInMemory } from './fast-rows';

const FIRST_CAPACITY = 1024;

/** A loop looks at fewer rows within a millisecond; they are not worth a second copy. */
const ROWS_WORTH_HOLDING = 2000;

/** Vectors of one length, side by side in one array: a scan reads memory from end to end. */
export class VectorTable {
  private readonly skus: Sku[] = [];
  private readonly rowBySku = new Map<Sku, number>();
  private numbers: Float32Array;
  private fast: FastRows | null = null;

  /**
   * @param multiplier holds a copy of the rows, and looks at them some ten times as fast as a loop; null: there is none.
   * @param leastHeld so many rows are worth a copy.
   */
  constructor(
    private readonly dimensions: number,
    private readonly multiplier: RowMultiplier | null = null,
    private readonly leastHeld = ROWS_WORTH_HOLDING,
  ) {
    this.numbers = new Float32Array(FIRST_CAPACITY * dimensions);
  }

  get size(): number {
    return this.skus.length;
  }

  get(sku: Sku): Float32Array | null {
    const row = this.rowBySku.get(sku);
    return row === undefined ? null : this.slice(row).slice();
  }

  put(sku: Sku, vector: Float32Array): void {
    const known = this.rowBySku.get(sku);
    const row = known ?? this.skus.length;
    if (known === undefined) {
      this.skus.push(sku);
      this.rowBySku.set(sku, row);
    }
    if ((row + 1) * this.dimensions > this.numbers.length) this.grow();
    this.numbers.set(vector, row * this.dimensions);
    this.fast?.noteChange(row);
  }

  /** Copies what changed, block by block between turns of the event loop, so that the next search need not. */
  async prepare(): Promise<void> {
    const fast = this.fastRows();
    while (fast?.bringBlockUpToDate(this.rows) === true) await breathe();
  }

  /** Lets go of the copy. */
  dispose(): void {
    this.fast?.dispose();
    this.fast = null;
  }

  /** The last row takes the place of the one that goes. */
  remove(sku: Sku): void {
    const row = this.rowBySku.get(sku);
    if (row === undefined) return;
    const { dimensions } = this;
    const lastRow = this.skus.length - 1;
    const last = this.skus.pop();
    if (last !== undefined && last !== sku) {
      const end = (lastRow + 1) * dimensions;
      this.numbers.copyWithin(row * dimensions, lastRow * dimensions, end);
      this.skus[row] = last;
      this.rowBySku.set(last, row);
      this.fast?.noteChange(row);
    }
    this.rowBySku.delete(sku);
  }

  /** The `limit` largest scalar products, largest first, ties by SKU; zero vectors left out. Looks at every row, or at those of `among`. */
  nearest(
    vector: Float32Array,
    limit: number,
    among: ReadonlySet<Sku> | null,
  ): readonly ScoredSku[] {
    const best = new BestFew(limit);
    const rows = among === null ? this.candidates(vector, limit) : this.rowsOf(among);
    for (const row of rows) {
      const score = dotAt(this.numbers, row * this.dimensions, vector);
      const sku = this.skus[row];
      // A scalar product of exactly 0 is a zero vector's, or one that shares nothing with the query.
      if (score !== 0 && sku !== undefined) best.offer(sku, score);
    }
    return best.sorted();
  }

  /** All rows, or at least those that can be among the `limit` nearest. */
  private candidates(vector: Float32Array, limit: number): Iterable<number> {
    return this.fastRows()?.candidates(this.rows, vector, limit) ?? this.skus.keys();
  }

  private get rows(): RowsInMemory {
    return { size: this.size, numbers: this.numbers };
  }

  /** Null where a loop does. */
  private fastRows(): FastRows | null {
    if (this.multiplier === null || this.size < this.leastHeld) return null;
    this.fast ??= this.holdAll(this.multiplier);
    return this.fast;
  }

  private holdAll(multiplier: RowMultiplier): FastRows {
    const fast = new FastRows(multiplier, this.dimensions);
    for (const row of this.skus.keys()) fast.noteChange(row);
    return fast;
  }

  private *rowsOf(skus: Iterable<Sku>): Generator<number> {
    for (const sku of skus) {
      const row = this.rowBySku.get(sku);
      if (row !== undefined) yield row;
    }
  }

  private slice(row: number): Float32Array {
    return this.numbers.subarray(row * this.dimensions, (row + 1) * this.dimensions);
  }

  private grow(): void {
    const larger = new Float32Array(2 * this.numbers.length);
    larger.set(this.numbers);
    this.numbers = larger;
  }
}
