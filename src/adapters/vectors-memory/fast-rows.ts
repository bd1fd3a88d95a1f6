import type { HeldRows, RowMultiplier } from '../../search/semantic/row-multiplier.port';
import { KthLargest } from './kth-largest';

/** The rows of a table, as its owner keeps them. */
export interface RowsInMemory {
  readonly size: number;
  /** `size` rows, one after the other, and perhaps room for more. */
  readonly numbers: Float32Array;
}

/** Engines add in another order than a loop does: the scores of two of them differ by less than this, for vectors of length 1. */
const ROUNDING = 1e-5;

/** A copy of a table's rows where they are multiplied fast; blocks that changed are copied anew before the next search. */
export class FastRows {
  private readonly held: HeldRows;
  private readonly changed = new Set<number>();

  constructor(
    private readonly multiplier: RowMultiplier,
    private readonly dimensions: number,
  ) {
    this.held = multiplier.hold(dimensions);
  }

  noteChange(row: number): void {
    this.changed.add(Math.floor(row / this.multiplier.rowsPerBlock));
  }

  /** Copies a block that changed; says whether there was one. */
  bringBlockUpToDate({ size, numbers }: RowsInMemory): boolean {
    const [block] = this.changed;
    if (block === undefined) return false;
    const { rowsPerBlock } = this.multiplier;
    const first = block * rowsPerBlock;
    const end = Math.min(size, first + rowsPerBlock);
    if (end > first)
      this.held.set(block, numbers.subarray(first * this.dimensions, end * this.dimensions));
    this.changed.delete(block);
    return true;
  }

  /** Rows among which the `limit` with the largest scalar products are, and few others. */
  candidates(rows: RowsInMemory, vector: Float32Array, limit: number): readonly number[] {
    while (this.bringBlockUpToDate(rows));
    const best = new KthLargest(Math.min(limit, rows.size));
    const blocks = this.dotsOf(rows, vector);
    // What may be 0 is not counted, for it is not wanted: then more are looked at, never fewer.
    for (const dots of blocks)
      for (let place = 0; place < dots.length; place += 1) {
        const score = dots[place] ?? 0;
        if (Math.abs(score) > ROUNDING) best.offer(score);
      }
    const least = best.value - ROUNDING;
    const found: number[] = [];
    blocks.forEach((dots, block) => {
      const first = block * this.multiplier.rowsPerBlock;
      for (let place = 0; place < dots.length; place += 1)
        if ((dots[place] ?? -Infinity) >= least) found.push(first + place);
    });
    return found;
  }

  dispose(): void {
    this.held.dispose();
  }

  private dotsOf({ size }: RowsInMemory, vector: Float32Array): readonly Float32Array[] {
    const { rowsPerBlock } = this.multiplier;
    return Array.from({ length: Math.ceil(size / rowsPerBlock) }, (_, block) =>
      this.held.dots(block, vector).subarray(0, size - block * rowsPerBlock),
    );
  }
}
