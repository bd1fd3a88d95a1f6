/** Rows of mostly zeros (compressed sparse rows): entry `e` of row `r`, `rowStarts[r] <= e < rowStarts[r + 1]`, is `values[e]` in column `columns[e]`. */
export interface SparseMatrix {
  readonly rows: number;
  readonly columnCount: number;
  /** One more than there are rows. */
  readonly rowStarts: Float64Array;
  readonly columns: Uint32Array;
  readonly values: Float32Array;
}

const FIRST_CAPACITY = 1024;

/** Gathers a sparse matrix row by row, in memory that grows by doubling. */
export class SparseMatrixBuilder {
  private columns = new Uint32Array(FIRST_CAPACITY);
  private values = new Float32Array(FIRST_CAPACITY);
  private entries = 0;
  private readonly starts: number[] = [0];

  /** Pairs of column and value; no column twice. */
  addRow(row: Iterable<readonly [column: number, value: number]>): void {
    for (const [column, value] of row) {
      if (this.entries === this.columns.length) this.grow();
      this.columns[this.entries] = column;
      this.values[this.entries] = value;
      this.entries += 1;
    }
    this.starts.push(this.entries);
  }

  build(columnCount: number): SparseMatrix {
    return {
      rows: this.starts.length - 1,
      columnCount,
      rowStarts: Float64Array.from(this.starts),
      columns: this.columns.slice(0, this.entries),
      values: this.values.slice(0, this.entries),
    };
  }

  private grow(): void {
    const columns = new Uint32Array(2 * this.entries);
    const values = new Float32Array(2 * this.entries);
    columns.set(this.columns);
    values.set(this.values);
    this.columns = columns;
    this.values = values;
  }
}

/** Rows side by side in one array, each of `width` numbers. */
export interface DenseMatrix {
  readonly width: number;
  readonly values: Float64Array;
}

export const zeros = (rows: number, width: number): DenseMatrix => ({
  width,
  values: new Float64Array(rows * width),
});

/** `out` becomes A · dense. */
export function multiply(a: SparseMatrix, dense: DenseMatrix, out: DenseMatrix): void {
  out.values.fill(0);
  for (let row = 0; row < a.rows; row += 1) {
    const to = row * dense.width;
    const end = a.rowStarts[row + 1] ?? 0;
    for (let entry = a.rowStarts[row] ?? 0; entry < end; entry += 1) {
      const from = (a.columns[entry] ?? 0) * dense.width;
      addScaledRow(dense, from, a.values[entry] ?? 0, { out, to });
    }
  }
}

/** `out` becomes Aᵀ · dense. */
export function multiplyTransposed(a: SparseMatrix, dense: DenseMatrix, out: DenseMatrix): void {
  out.values.fill(0);
  for (let row = 0; row < a.rows; row += 1) {
    const from = row * dense.width;
    const end = a.rowStarts[row + 1] ?? 0;
    for (let entry = a.rowStarts[row] ?? 0; entry < end; entry += 1) {
      const to = (a.columns[entry] ?? 0) * dense.width;
      addScaledRow(dense, from, a.values[entry] ?? 0, { out, to });
    }
  }
}

/** The innermost loop of everything here: plain indexes into plain arrays, nothing to allocate but what inlining removes. */
function addScaledRow(
  dense: DenseMatrix,
  from: number,
  factor: number,
  { out, to }: { readonly out: DenseMatrix; readonly to: number },
): void {
  const source = dense.values;
  const target = out.values;
  for (let k = 0; k < dense.width; k += 1)
    target[to + k] = (target[to + k] ?? 0) + factor * (source[from + k] ?? 0);
}
