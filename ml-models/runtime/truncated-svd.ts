import { SeededRandom } from '../../src/shared/seeded-random';
import { symmetricEigen } from './jacobi-eigen';
import {
  multiply,
  multiplyTransposed,
  zeros,
  type DenseMatrix,
  type SparseMatrix,
} from './sparse-matrix';

export interface SvdOptions {
  /** Directions wanted, at least 1. */
  readonly rank: number;
  readonly seed: number;
  /** Rounds of improvement. Default 5: the subspace of a catalogue hardly turns after that. */
  readonly rounds?: number;
}

/** The strongest directions of a matrix. */
export interface TruncatedSvd {
  /** How many there are: what was asked for, or fewer when the matrix has no more. */
  readonly rank: number;
  /** Largest first, all above 0. */
  readonly singularValues: Float64Array;
  /** Right singular vectors as columns: `columnCount` rows of `rank` numbers. */
  readonly rightVectors: Float32Array;
}

const DEFAULT_ROUNDS = 5;

/** Directions beyond those wanted, which make the wanted ones come sooner. */
const SPARE_DIRECTIONS = 16;

/** Directions weaker than this share of the strongest (of their squares) are rounding errors. */
const RELATIVE_RANK = 1e-11;

/**
 * The strongest right singular vectors, by subspace iteration from a random start and a Rayleigh–Ritz step at the end. The same
 * seed gives the same bits; the sign of each direction is set so that its largest part is positive.
 *
 * @param onRound is told how many rounds are done.
 * @see Halko, Martinsson and Tropp 2011, "Finding structure with randomness", algorithm 4.4.
 */
export function truncatedSvd(
  matrix: SparseMatrix,
  { rank, seed, rounds = DEFAULT_ROUNDS }: SvdOptions,
  onRound: (done: number, all: number) => void = () => undefined,
): TruncatedSvd {
  const width = Math.min(rank + SPARE_DIRECTIONS, matrix.rows, matrix.columnCount);
  const basis = randomStart(matrix.columnCount, width, new SeededRandom(seed));
  const image = zeros(matrix.rows, width);
  orthonormalize(basis);
  for (let round = 1; round <= rounds; round += 1) {
    multiply(matrix, basis, image);
    multiplyTransposed(matrix, image, basis);
    orthonormalize(basis);
    onRound(round, rounds + 1);
  }
  multiply(matrix, basis, image);
  const result = strongest(basis, image, rank);
  onRound(rounds + 1, rounds + 1);
  return result;
}

function randomStart(rows: number, width: number, random: SeededRandom): DenseMatrix {
  const start = zeros(rows, width);
  for (let index = 0; index < start.values.length; index += 1)
    start.values[index] = random.normal(0, 1);
  return start;
}

/** Columns become orthogonal and of length 1; columns that depend on others become zero. */
function orthonormalize(basis: DenseMatrix): void {
  const { values, vectors } = symmetricEigen(gram(basis), basis.width);
  const least = (values[0] ?? 0) * RELATIVE_RANK;
  const scales = values.map((value) => (value > least ? 1 / Math.sqrt(value) : 0));
  turn(basis, scaledColumns(vectors, scales));
}

/** Rayleigh–Ritz: the singular vectors within the span of the basis, of which `image` is A · basis. */
function strongest(basis: DenseMatrix, image: DenseMatrix, wanted: number): TruncatedSvd {
  const { values, vectors } = symmetricEigen(gram(image), image.width);
  const least = (values[0] ?? 0) * RELATIVE_RANK;
  const rank = Math.min(wanted, values.filter((value) => value > least).length);
  turn(basis, vectors);
  return {
    rank,
    singularValues: values.slice(0, rank).map(Math.sqrt),
    rightVectors: withPositivePeaks(basis, rank),
  };
}

/** columnsᵀ · columns. */
function gram({ width, values }: DenseMatrix): Float64Array {
  const products = new Float64Array(width * width);
  for (let start = 0; start < values.length; start += width)
    for (let i = 0; i < width; i += 1) {
      const factor = values[start + i] ?? 0;
      for (let j = i; j < width; j += 1)
        products[i * width + j] =
          (products[i * width + j] ?? 0) + factor * (values[start + j] ?? 0);
    }
  for (let i = 0; i < width; i += 1)
    for (let j = 0; j < i; j += 1) products[i * width + j] = products[j * width + i] ?? 0;
  return products;
}

/** Each row becomes row · `by` (square, row-major), in place. */
function turn({ width, values }: DenseMatrix, by: Float64Array): void {
  const turned = new Float64Array(width);
  for (let start = 0; start < values.length; start += width) {
    turned.fill(0);
    for (let i = 0; i < width; i += 1) {
      const factor = values[start + i] ?? 0;
      for (let j = 0; j < width; j += 1)
        turned[j] = (turned[j] ?? 0) + factor * (by[i * width + j] ?? 0);
    }
    values.set(turned, start);
  }
}

function scaledColumns(square: Float64Array, scales: Float64Array): Float64Array {
  return square.map((value, index) => value * (scales[index % scales.length] ?? 0));
}

function withPositivePeaks({ width, values }: DenseMatrix, rank: number): Float32Array {
  const rows = values.length / width;
  const peaks = new Float64Array(rank);
  eachEntry(rows, rank, (row, column) => {
    const value = values[row * width + column] ?? 0;
    if (Math.abs(value) > Math.abs(peaks[column] ?? 0)) peaks[column] = value;
  });
  const vectors = new Float32Array(rows * rank);
  eachEntry(rows, rank, (row, column) => {
    const sign = (peaks[column] ?? 0) < 0 ? -1 : 1;
    vectors[row * rank + column] = sign * (values[row * width + column] ?? 0);
  });
  return vectors;
}

function eachEntry(
  rows: number,
  columns: number,
  visit: (row: number, column: number) => void,
): void {
  for (let row = 0; row < rows; row += 1)
    for (let column = 0; column < columns; column += 1) visit(row, column);
}
