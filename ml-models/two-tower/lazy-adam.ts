const MEAN_KEEPS = 0.9;
const SQUARE_KEEPS = 0.999;
const NEVER_ZERO = 1e-8;

/**
 * Adam over the rows of a table of which a step touches few: only those are moved, and only their moments are kept up. A table of all items costs then what a step has
 * seen of it.
 *
 * @see Kingma and Ba 2015, "Adam: A Method for Stochastic Optimization".
 */
export class LazyAdam {
  private readonly mean: Float32Array;
  private readonly square: Float32Array;
  /** By row: how often it was moved. */
  private readonly moves: Uint32Array;

  constructor(
    private readonly table: Float32Array,
    private readonly width: number,
    private readonly rate: number,
  ) {
    this.mean = new Float32Array(table.length);
    this.square = new Float32Array(table.length);
    this.moves = new Uint32Array(table.length / width);
  }

  /** Moves one row against its gradient, which is `width` numbers from `from` on. */
  moveRow(row: number, gradient: Float32Array, from: number): void {
    const { table, mean, square, moves } = this;
    const count = (moves[row] as number) + 1;
    moves[row] = count;
    const scale = Math.sqrt(1 - SQUARE_KEEPS ** count) / (1 - MEAN_KEEPS ** count);
    const rate = this.rate * scale;
    const end = (row + 1) * this.width;
    for (let at = row * this.width, k = from; at < end; at += 1, k += 1) {
      const slope = gradient[k] as number;
      const m = MEAN_KEEPS * (mean[at] as number) + (1 - MEAN_KEEPS) * slope;
      const s = SQUARE_KEEPS * (square[at] as number) + (1 - SQUARE_KEEPS) * slope * slope;
      mean[at] = m;
      square[at] = s;
      table[at] = (table[at] as number) - (rate * m) / (Math.sqrt(s) + NEVER_ZERO);
    }
  }
}
