import type { ItemFeatures } from '../../src/recommendation/learning/interaction-log.types';

/** Rows of mostly zeros: row `r` holds the entries from `starts[r]` to before `starts[r + 1]`. */
export interface SparseRows {
  readonly columnCount: number;
  readonly starts: Uint32Array;
  readonly columns: Uint32Array;
  readonly values: Float32Array;
}

/**
 * By item, its features, each weighing ln(items / items that have it): what everybody has tells nothing. Rows are of length 1, or empty where nothing is known.
 *
 * @param mostShare features that a larger share of the items has are left out: they tell little, and most of the work would be theirs.
 * @see Spärck Jones 1972, "A Statistical Interpretation of Term Specificity and its Application in Retrieval".
 */
export function featureRows(given: ItemFeatures, mostShare: number): SparseRows {
  const { itemCount, featureCount, offsets, features } = given;
  const weights = weightsOf(given, mostShare);
  const starts = new Uint32Array(itemCount + 1);
  const columns: number[] = [];
  const values: number[] = [];
  for (let item = 0; item < itemCount; item += 1) {
    const own = new Set(features.subarray(offsets[item], offsets[item + 1]));
    const telling = [...own].filter((feature) => (weights[feature] as number) > 0);
    const length = Math.hypot(...telling.map((feature) => weights[feature] as number));
    for (const feature of telling) {
      columns.push(feature);
      values.push((weights[feature] as number) / length);
    }
    starts[item + 1] = columns.length;
  }
  return {
    columnCount: featureCount,
    starts,
    columns: Uint32Array.from(columns),
    values: Float32Array.from(values),
  };
}

/** By feature; 0 for what is left out. */
function weightsOf(given: ItemFeatures, mostShare: number): Float64Array {
  const { itemCount, featureCount, offsets, features } = given;
  const holders = new Uint32Array(featureCount);
  for (let item = 0; item < itemCount; item += 1)
    for (const feature of new Set(features.subarray(offsets[item], offsets[item + 1])))
      holders[feature] = (holders[feature] as number) + 1;
  return Float64Array.from(holders, (count) =>
    count === 0 || count > mostShare * itemCount ? 0 : Math.log(itemCount / count),
  );
}

/** The same entries by column. */
export function turnedRows({ columnCount, starts, columns, values }: SparseRows): SparseRows {
  const turnedStarts = new Uint32Array(columnCount + 1);
  for (const column of columns) turnedStarts[column + 1] = (turnedStarts[column + 1] as number) + 1;
  for (let column = 0; column < columnCount; column += 1)
    turnedStarts[column + 1] =
      (turnedStarts[column + 1] as number) + (turnedStarts[column] as number);
  const next = turnedStarts.slice();
  const turnedColumns = new Uint32Array(columns.length);
  const turnedValues = new Float32Array(columns.length);
  for (let row = 0; row + 1 < starts.length; row += 1) {
    for (let entry = starts[row] as number; entry < (starts[row + 1] as number); entry += 1) {
      const column = columns[entry] as number;
      const place = next[column] as number;
      next[column] = place + 1;
      turnedColumns[place] = row;
      turnedValues[place] = values[entry] as number;
    }
  }
  return {
    columnCount: starts.length - 1,
    starts: turnedStarts,
    columns: turnedColumns,
    values: turnedValues,
  };
}
