import type { HeldRows, RowMultiplier } from '../../src/search/semantic/row-multiplier.port';
import type { Engine, Tensor2D, TensorFlow } from './engine.types';

/** A changed row costs a block, a few milliseconds; a search costs an operation per block. */
const ROWS_PER_BLOCK = 2048;

/** Rows as tensors that stay in the engine: it packs a matrix that does not change once, and multiplies it again and again. */
export function residentRows({ tf }: Pick<Engine, 'tf'>): RowMultiplier {
  return { rowsPerBlock: ROWS_PER_BLOCK, hold: (dimensions) => new ResidentRows(tf, dimensions) };
}

class ResidentRows implements HeldRows {
  private readonly blocks: Tensor2D[] = [];

  constructor(
    private readonly tf: TensorFlow,
    private readonly dimensions: number,
  ) {}

  /** Always a whole block, filled up with zeros, one column per row: engines multiply what they have packed in this way. */
  set(block: number, rows: Float32Array): void {
    const columns = turned(rows, this.dimensions);
    this.blocks[block]?.dispose();
    this.blocks[block] = this.tf.tensor2d(columns, [this.dimensions, ROWS_PER_BLOCK]);
    // Engines pack a matrix with its first product: now, not in a search.
    this.dots(block, new Float32Array(this.dimensions));
  }

  dots(block: number, vector: Float32Array): Float32Array {
    const held = this.blocks[block];
    if (!held) return new Float32Array();
    // Not `tidy`, which walks through every number of an array that it returns.
    const question = this.tf.tensor2d(vector, [1, this.dimensions]);
    const product = this.tf.matMul(question, held);
    const dots = product.dataSync<'float32'>();
    this.tf.dispose([question, product]);
    return dots;
  }

  dispose(): void {
    this.tf.dispose(this.blocks);
    this.blocks.length = 0;
  }
}

/** Rows side by side for as long as the processor keeps their places at hand: far strides cost more than the copying. */
const ROWS_AT_HAND = 16;

function turned(rows: Float32Array, dimensions: number): Float32Array {
  const columns = new Float32Array(dimensions * ROWS_PER_BLOCK);
  const count = rows.length / dimensions;
  for (let first = 0; first < count; first += ROWS_AT_HAND) {
    const end = Math.min(count, first + ROWS_AT_HAND);
    for (let k = 0; k < dimensions; k += 1)
      for (let row = first; row < end; row += 1)
        columns[k * ROWS_PER_BLOCK + row] = rows[row * dimensions + k] ?? 0;
  }
  return columns;
}
