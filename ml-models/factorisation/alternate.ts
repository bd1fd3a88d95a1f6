import { setImmediate } from 'node:timers/promises';
import type { DenseRows } from '../runtime/dense-dots';
import type { ConfidenceMatrix } from './confidence-matrix';
import { gramOf, turnInto } from './dense-rows';
import { RowSolver } from './row-solver';
import { symmetricEigen } from './symmetric-eigen';

/** What is asked of the factors besides fitting what was done. */
export interface Prior {
  /** How much it counts that a score of any pair, done or not, is not 0. Above 0. */
  readonly unobserved: number;
  /** How much the length of a vector counts. Above 0. */
  readonly regularisation: number;
  /** 0: alike for all; 1: in proportion to how often the row occurs, so that the popular are not free. */
  readonly frequencyPower: number;
}

/** One side in the eigenbasis of its own Gram matrix. */
export interface Settled {
  readonly rows: DenseRows;
  /** The diagonal of the Gram matrix, at least 0; beside it there is nothing. */
  readonly spectrum: Float64Array;
}

/** Turns the rows, in place, so that their Gram matrix is a diagonal. The scores of what is fitted to them do not depend on the turn. */
export function settle(rows: DenseRows): Settled {
  const { values, vectors } = symmetricEigen(gramOf(rows), rows.width);
  turnInto(rows, vectors);
  return { rows, spectrum: values.map((value) => Math.max(value, 0)) };
}

/**
 * The diagonal of the equations of one row but for its own entries: what is not observed, and what holds the row back, in proportion to how often it
 * occurs.
 *
 * @param mass the confidence of its entries together.
 * @param others rows of the other side.
 * @see Rendle et al. 2022, "Revisiting the Performance of iALS on Item Recommendation Benchmarks".
 */
export function setBase(
  base: Float64Array,
  spectrum: Float64Array,
  { mass, others }: { readonly mass: number; readonly others: number },
  { unobserved, regularisation, frequencyPower }: Prior,
): void {
  const hold = regularisation * (mass + unobserved * others) ** frequencyPower;
  for (let k = 0; k < base.length; k += 1) base[k] = unobserved * (spectrum[k] as number) + hold;
}

export interface Effort {
  readonly prior: Prior;
  /** Of conjugate gradients, per row. */
  readonly steps: number;
  readonly signal: AbortSignal;
}

/** Rows between two breaths: some tens of milliseconds. */
const ROWS_AT_ONCE = 512;

/**
 * Fits every row of the matrix to the other side, which is settled. Rows without entries become 0.
 *
 * @throws the signal's reason when it is aborted.
 */
export async function fitSide(
  matrix: ConfidenceMatrix,
  others: Settled,
  { prior, steps, signal }: Effort,
): Promise<DenseRows> {
  const { width } = others.rows;
  const values = new Float32Array(matrix.rows * width);
  const solver = new RowSolver(others.rows, steps);
  const base = new Float64Array(width);
  for (let row = 0; row < matrix.rows; row += 1) {
    if (row % ROWS_AT_ONCE === 0) {
      signal.throwIfAborted();
      await setImmediate();
    }
    const from = matrix.starts[row] ?? 0;
    const to = matrix.starts[row + 1] ?? 0;
    if (from === to) continue;
    const confidence = matrix.confidence.subarray(from, to);
    const mass = confidence.reduce((sum, value) => sum + value, 0);
    setBase(base, others.spectrum, { mass, others: matrix.columnCount }, prior);
    const entries = { rows: matrix.columns.subarray(from, to), confidence };
    values.set(solver.solve(base, entries), row * width);
  }
  return { width, values };
}
