import type { DenseRows } from '../runtime/dense-dots';

/** Some rows of the other side, and how much each counts. */
export interface WeighedRows {
  readonly rows: ArrayLike<number>;
  /** Above 0, one per row. */
  readonly confidence: ArrayLike<number>;
}

/** The residual is this small a part of what it was: far below what a rank can tell. */
const ENOUGH = 1e-6;

/**
 * Solves the ridge regression of one row, all else being fixed:
 *
 *   (diag(base) + Σ c_i y_i y_iᵀ) x = b
 *
 * by conjugate gradients. As the sides are kept in the eigenbasis of their Gram matrix, the dense part of the equations is a diagonal: it is the exact
 * preconditioner of all but the row's own entries, so that as many steps as there are entries solve it, and a handful nearly.
 *
 * @see Takács, Pilászy and Tikk 2011, "Applications of the Conjugate Gradient Method for Implicit Feedback Collaborative Filtering".
 */
export class RowSolver {
  private readonly residual: Float64Array;
  private readonly direction: Float64Array;
  private readonly image: Float64Array;
  private readonly solution: Float64Array;

  /** @param mostSteps at least 1. */
  constructor(
    private readonly others: DenseRows,
    private readonly mostSteps: number,
  ) {
    const { width } = others;
    this.residual = new Float64Array(width);
    this.direction = new Float64Array(width);
    this.image = new Float64Array(width);
    this.solution = new Float64Array(width);
  }

  /** With b = Σ c_i y_i. @returns the solver's own memory, good until it is asked again. */
  solve(base: Float64Array, entries: WeighedRows): Float64Array {
    this.residual.fill(0);
    for (let entry = 0; entry < entries.rows.length; entry += 1)
      this.addRow(this.residual, entries.rows[entry] ?? 0, entries.confidence[entry] as number);
    return this.descend(base, entries);
  }

  /** @returns the solver's own memory, good until it is asked again. */
  solveFor(base: Float64Array, entries: WeighedRows, b: Float32Array): Float64Array {
    this.residual.set(b);
    return this.descend(base, entries);
  }

  private descend(base: Float64Array, entries: WeighedRows): Float64Array {
    const { residual, direction, image, solution } = this;
    solution.fill(0);
    direction.fill(0);
    let before = 0;
    let enough = 0;
    const steps = Math.min(this.mostSteps, entries.rows.length + 1);
    for (let step = 0; step < steps; step += 1) {
      const now = precondition(residual, base);
      if (step === 0) enough = ENOUGH * ENOUGH * now;
      if (now <= enough) break;
      const keep = step === 0 ? 0 : now / before;
      for (let k = 0; k < direction.length; k += 1)
        direction[k] =
          (residual[k] as number) / (base[k] as number) + keep * (direction[k] as number);
      const length = now / this.imageOf(base, entries);
      for (let k = 0; k < direction.length; k += 1) {
        solution[k] = (solution[k] as number) + length * (direction[k] as number);
        residual[k] = (residual[k] as number) - length * (image[k] as number);
      }
      before = now;
    }
    return solution;
  }

  /** Sets `image` to the left-hand side times the direction. @returns direction · image. */
  private imageOf(base: Float64Array, { rows, confidence }: WeighedRows): number {
    const { direction, image } = this;
    for (let k = 0; k < image.length; k += 1)
      image[k] = (base[k] as number) * (direction[k] as number);
    for (let entry = 0; entry < rows.length; entry += 1) {
      const row = rows[entry] as number;
      this.addRow(image, row, (confidence[entry] as number) * this.along(row));
    }
    let sum = 0;
    for (let k = 0; k < image.length; k += 1)
      sum += (image[k] as number) * (direction[k] as number);
    return sum;
  }

  private along(row: number): number {
    const { direction, others } = this;
    const at = row * others.width;
    let sum = 0;
    for (let k = 0; k < direction.length; k += 1)
      sum += (direction[k] as number) * (others.values[at + k] as number);
    return sum;
  }

  private addRow(target: Float64Array, row: number, factor: number): void {
    const at = row * target.length;
    const { values } = this.others;
    for (let k = 0; k < target.length; k += 1)
      target[k] = (target[k] as number) + factor * (values[at + k] as number);
  }
}

/** residualᵀ · diag(base)⁻¹ · residual. */
function precondition(residual: Float64Array, base: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < residual.length; k += 1)
    sum += ((residual[k] as number) * (residual[k] as number)) / (base[k] as number);
  return sum;
}
