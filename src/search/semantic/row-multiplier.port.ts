/** Rows of numbers, held in blocks where they are multiplied fast. */
export interface HeldRows {
  /** Makes these the rows of a block, one after the other; fewer than a block holds in the last one only. */
  set(block: number, rows: Float32Array): void;

  /** The scalar products of a vector with the rows of a block, to within a few units in the last place; some more may follow at the end. */
  dots(block: number, vector: Float32Array): Float32Array;

  /** Lets go of all rows. */
  dispose(): void;
}

/** Multiplies many rows with one vector, faster than a loop does. */
export interface RowMultiplier {
  /** Rows of one block. */
  readonly rowsPerBlock: number;

  /** @param dimensions numbers per row */
  hold(dimensions: number): HeldRows;
}
