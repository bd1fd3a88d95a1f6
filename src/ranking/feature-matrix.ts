import { TroveError } from '../shared/errors';

/**
 * What is known about the candidates of one list: one row per candidate, one column per feature of the ranker, in its order.
 *
 * A value that is not finite (NaN above all) says that the feature is missing for that candidate.
 */
export interface FeatureMatrix {
  readonly rows: number;
  readonly columns: number;
  /** Row after row, `rows × columns` values. */
  readonly values: Float32Array;
}

/** @throws TroveError INVALID_INPUT when the values do not fill rows of that many columns. */
export function featureMatrix(columns: number, values: Float32Array): FeatureMatrix {
  const rows = values.length / columns;
  if (Number.isInteger(rows)) return { rows, columns, values };
  throw new TroveError(
    'INVALID_INPUT',
    `${values.length} values do not fill rows of ${columns} features; every row needs one value for each feature.`,
    { values: values.length, columns },
  );
}

/** @throws TroveError INVALID_INPUT when the matrix does not have the columns of the ranker. */
export function requireColumns(matrix: FeatureMatrix, columns: number): void {
  const fits = matrix.columns === columns && matrix.values.length === matrix.rows * columns;
  if (fits) return;
  throw new TroveError(
    'INVALID_INPUT',
    `The ranker knows ${columns} features, and the rows handed in have ${matrix.columns}.`,
    { expected: columns, got: matrix.columns },
  );
}
