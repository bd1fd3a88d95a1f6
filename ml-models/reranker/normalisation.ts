import type { FeatureMatrix } from '../../src/ranking/feature-matrix';

/** Standardised values beyond this many deviations are cut off: one odd price must not outweigh everything else. */
const LARGEST_DEVIATION = 4;

/** Below this share of the mean a deviation is the rounding of 32-bit numbers, and the feature is constant. */
const CONSTANT = 1e-6;

const LARGEST_FLOAT = 3.4028234663852886e38;

/** Whether a feature is known: a finite number. Asked of every value of every list, so it looks nothing up. */
function isKnown(value: number): boolean {
  return value >= -LARGEST_FLOAT && value <= LARGEST_FLOAT;
}

/** How features become the inputs of the network. */
export interface Normalisation {
  /** Per feature, the mean in training; a missing value counts as this. */
  readonly mean: Float64Array;
  /** Per feature, 1 / standard deviation in training; 0 for a feature that never varied and so says nothing. */
  readonly scale: Float64Array;
  /** The features that were sometimes missing, ascending; each has one more input, which is 1 where it is missing. */
  readonly indicators: readonly number[];
}

/** How many inputs the network has: one per feature, and one per feature that can be missing. */
export function inputsOf(normalisation: Normalisation): number {
  return normalisation.mean.length + normalisation.indicators.length;
}

/** Gathers means and deviations row by row, in one pass (Welford 1962), so that no second copy of the rows is needed. */
export class NormalisationFit {
  private readonly seen: Float64Array;
  private readonly mean: Float64Array;
  private readonly squares: Float64Array;
  private rows = 0;

  constructor(private readonly columns: number) {
    this.seen = new Float64Array(columns);
    this.mean = new Float64Array(columns);
    this.squares = new Float64Array(columns);
  }

  /** @param offset of the row's first value in `values`. */
  addRow(values: Float32Array, offset: number): void {
    this.rows += 1;
    for (let column = 0; column < this.columns; column += 1) {
      const value = values[offset + column] ?? NaN;
      if (!isKnown(value)) continue;
      const seen = (this.seen[column] ?? 0) + 1;
      const before = this.mean[column] ?? 0;
      const after = before + (value - before) / seen;
      this.seen[column] = seen;
      this.mean[column] = after;
      this.squares[column] = (this.squares[column] ?? 0) + (value - before) * (value - after);
    }
  }

  finish(): Normalisation {
    const scale = this.mean.map((mean, column) => {
      const deviation = Math.sqrt((this.squares[column] ?? 0) / (this.seen[column] || 1));
      return deviation > CONSTANT * Math.abs(mean) ? 1 / deviation : 0;
    });
    const sometimesMissing = [...this.seen.keys()].filter((column) => {
      const seen = this.seen[column] ?? 0;
      return seen > 0 && seen < this.rows;
    });
    return { mean: this.mean.slice(), scale, indicators: sometimesMissing };
  }
}

/** Writes the inputs of one row: each finite, in ±4 deviations. */
export function writeInputs(
  normalisation: Normalisation,
  row: { readonly values: Float32Array; readonly offset: number },
  inputs: Float32Array,
  at: number,
): void {
  const { mean, scale, indicators } = normalisation;
  for (let column = 0; column < mean.length; column += 1) {
    const value = row.values[row.offset + column] ?? NaN;
    inputs[at + column] = isKnown(value)
      ? withinBounds((value - (mean[column] ?? 0)) * (scale[column] ?? 0))
      : 0;
  }
  indicators.forEach((column, index) => {
    const value = row.values[row.offset + column] ?? NaN;
    inputs[at + mean.length + index] = isKnown(value) ? 0 : 1;
  });
}

/** The inputs of all rows, one after the other. */
export function inputsOfMatrix(normalisation: Normalisation, matrix: FeatureMatrix): Float32Array {
  const width = inputsOf(normalisation);
  const inputs = new Float32Array(matrix.rows * width);
  for (let row = 0; row < matrix.rows; row += 1) {
    const source = { values: matrix.values, offset: row * matrix.columns };
    writeInputs(normalisation, source, inputs, row * width);
  }
  return inputs;
}

function withinBounds(deviations: number): number {
  if (deviations > LARGEST_DEVIATION) return LARGEST_DEVIATION;
  return deviations < -LARGEST_DEVIATION ? -LARGEST_DEVIATION : deviations;
}
