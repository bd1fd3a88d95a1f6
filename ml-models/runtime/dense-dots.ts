import type { Engine, Tensor2D, TensorFlow } from './engine.types';

/** Vectors side by side: row `r` is from `r * width` to before `(r + 1) * width`. */
export interface DenseRows {
  readonly width: number;
  readonly values: Float32Array;
}

/** Multiplies vectors with all rows, which do not change. */
export interface RowDots {
  /** @param vectors of the width of the rows. @returns per vector, its dot product with each row; they belong to the caller. */
  dotsWith(vectors: readonly (Float64Array | Float32Array)[]): readonly Float32Array[];
  dispose(): void;
}

/**
 * On the engine where there is one that is faster than plain loops: ten times for a few thousand rows. The stock `cpu` engine is not.
 *
 * @param engine null: without.
 */
export function rowDots(rows: DenseRows, engine: Engine | null): RowDots {
  if (engine === null || engine.report.name === 'cpu' || rows.values.length === 0)
    return new PlainDots(rows);
  return new EngineDots(rows, engine.tf);
}

/** The rows stay in the engine, one column per row: engines pack a matrix that does not change once. */
class EngineDots implements RowDots {
  private readonly columns: Tensor2D;
  private readonly count: number;

  constructor(
    private readonly rows: DenseRows,
    private readonly tf: TensorFlow,
  ) {
    this.count = rows.values.length / rows.width;
    this.columns = tf.tensor2d(turned(rows, this.count), [rows.width, this.count]);
  }

  dotsWith(vectors: readonly (Float64Array | Float32Array)[]): readonly Float32Array[] {
    if (vectors.length === 0) return [];
    const { width } = this.rows;
    const stacked = new Float32Array(vectors.length * width);
    for (const [at, vector] of vectors.entries()) stacked.set(vector, at * width);
    const questions = this.tf.tensor2d(stacked, [vectors.length, width]);
    const products = this.tf.matMul(questions, this.columns);
    const numbers = products.dataSync<'float32'>();
    this.tf.dispose([questions, products]);
    return vectors.map((_, at) => numbers.slice(at * this.count, (at + 1) * this.count));
  }

  dispose(): void {
    this.columns.dispose();
  }
}

function turned({ width, values }: DenseRows, count: number): Float32Array {
  const columns = new Float32Array(values.length);
  for (let row = 0; row < count; row += 1)
    for (let k = 0; k < width; k += 1) columns[k * count + row] = values[row * width + k] as number;
  return columns;
}

class PlainDots implements RowDots {
  private readonly count: number;

  constructor(private readonly rows: DenseRows) {
    this.count = rows.values.length / rows.width;
  }

  dotsWith(vectors: readonly (Float64Array | Float32Array)[]): readonly Float32Array[] {
    return vectors.map((vector) => {
      const dots = new Float32Array(this.count);
      for (let row = 0; row < this.count; row += 1) dots[row] = this.dot(vector, row);
      return dots;
    });
  }

  dispose(): void {
    // Nothing is held outside the heap.
  }

  private dot(vector: Float64Array | Float32Array, row: number): number {
    const { width, values } = this.rows;
    const at = row * width;
    const whole = width - (width % 4);
    // Four sums at once, as one alone would wait for itself.
    let [a, b, c, d] = [0, 0, 0, 0];
    for (let k = 0; k < whole; k += 4) {
      const place = at + k;
      a += (vector[k] as number) * (values[place] as number);
      b += (vector[k + 1] as number) * (values[place + 1] as number);
      c += (vector[k + 2] as number) * (values[place + 2] as number);
      d += (vector[k + 3] as number) * (values[place + 3] as number);
    }
    for (let k = whole; k < width; k += 1) a += (vector[k] as number) * (values[at + k] as number);
    return a + b + c + d;
  }
}
