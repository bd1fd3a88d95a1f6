/** A symmetric matrix taken apart: column `c` of `vectors` (row-major, size × size) belongs to `values[c]`; largest value first. */
export interface SymmetricEigen {
  readonly values: Float64Array;
  readonly vectors: Float64Array;
}

/** Quadratic convergence: more than about ten sweeps are never needed. */
const MOST_SWEEPS = 40;
const RELATIVE_PRECISION = 1e-15;

/**
 * Eigenvalues and eigenvectors of a symmetric matrix (row-major, size × size) by cyclic Jacobi rotations: slow for large matrices,
 * but simple and exact to the last digits. Meant for a few hundred rows at most.
 *
 * @see Golub and Van Loan 2013, "Matrix Computations", section 8.5.
 */
export function symmetricEigen(matrix: Float64Array, size: number): SymmetricEigen {
  const a = matrix.slice();
  const v = identity(size);
  const enough = RELATIVE_PRECISION * norm(a);
  for (let sweep = 0; sweep < MOST_SWEEPS && offDiagonal(a, size) > enough; sweep += 1)
    for (let p = 0; p < size - 1; p += 1)
      for (let q = p + 1; q < size; q += 1) rotate(a, v, size, [p, q]);
  return sorted(a, v, size);
}

/** Makes entry (p, q) zero. `v` holds eigenvectors as rows meanwhile: neighbours in memory. */
function rotate(
  a: Float64Array,
  v: Float64Array,
  size: number,
  [p, q]: readonly [number, number],
): void {
  const apq = a[p * size + q] ?? 0;
  if (apq === 0) return;
  const theta = ((a[q * size + q] ?? 0) - (a[p * size + p] ?? 0)) / (2 * apq);
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  turnColumns(a, size, [p, q], [c, s]);
  turnRows(a, size, [p, q], [c, s]);
  turnRows(v, size, [p, q], [c, s]);
}

type Pair = readonly [number, number];

function turnRows(a: Float64Array, size: number, [p, q]: Pair, [c, s]: Pair): void {
  for (let k = 0; k < size; k += 1) {
    const x = a[p * size + k] ?? 0;
    const y = a[q * size + k] ?? 0;
    a[p * size + k] = c * x - s * y;
    a[q * size + k] = s * x + c * y;
  }
}

function turnColumns(a: Float64Array, size: number, [p, q]: Pair, [c, s]: Pair): void {
  for (let k = 0; k < size; k += 1) {
    const x = a[k * size + p] ?? 0;
    const y = a[k * size + q] ?? 0;
    a[k * size + p] = c * x - s * y;
    a[k * size + q] = s * x + c * y;
  }
}

function sorted(a: Float64Array, rows: Float64Array, size: number): SymmetricEigen {
  const diagonal = Float64Array.from({ length: size }, (_, i) => a[i * size + i] ?? 0);
  const order = [...diagonal.keys()].sort((i, j) => (diagonal[j] ?? 0) - (diagonal[i] ?? 0));
  const vectors = new Float64Array(size * size);
  order.forEach((from, column) => {
    for (let row = 0; row < size; row += 1)
      vectors[row * size + column] = rows[from * size + row] ?? 0;
  });
  return { values: Float64Array.from(order, (from) => diagonal[from] ?? 0), vectors };
}

function identity(size: number): Float64Array {
  const matrix = new Float64Array(size * size);
  for (let i = 0; i < size; i += 1) matrix[i * size + i] = 1;
  return matrix;
}

function norm(a: Float64Array): number {
  let sum = 0;
  for (const value of a) sum += value * value;
  return Math.sqrt(sum);
}

function offDiagonal(a: Float64Array, size: number): number {
  let sum = 0;
  for (let i = 0; i < size; i += 1)
    for (let j = 0; j < size; j += 1) if (i !== j) sum += (a[i * size + j] ?? 0) ** 2;
  return Math.sqrt(sum);
}
