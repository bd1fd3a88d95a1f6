import type { InteractionLog } from '../../src/recommendation/learning/interaction-log.types';

/** Who did something with what, and how sure that makes us that they want it. Row `r` holds the entries from `starts[r]` to before `starts[r + 1]`. */
export interface ConfidenceMatrix {
  readonly rows: number;
  readonly columnCount: number;
  readonly starts: Uint32Array;
  readonly columns: Uint32Array;
  /** Above 0. */
  readonly confidence: Float32Array;
}

/** One row per shopper, one column per item; what was done several times is one entry with the sum of its weights. */
export function byShopper({
  itemCount,
  offsets,
  items,
  weights,
}: InteractionLog): ConfidenceMatrix {
  const rows = offsets.length - 1;
  const starts = new Uint32Array(rows + 1);
  const columns = new Uint32Array(items.length);
  const confidence = new Float32Array(items.length);
  const placeOf = new Int32Array(itemCount).fill(-1);
  let end = 0;
  for (let row = 0; row < rows; row += 1) {
    const start = end;
    for (let act = offsets[row] as number; act < (offsets[row + 1] as number); act += 1) {
      const item = items[act] as number;
      const known = placeOf[item] ?? -1;
      const place = known >= start ? known : end;
      if (place === end) {
        columns[end] = item;
        placeOf[item] = end;
        end += 1;
      }
      confidence[place] = (confidence[place] as number) + (weights?.[act] ?? 1);
    }
    starts[row + 1] = end;
  }
  return {
    ...{ rows, columnCount: itemCount, starts },
    columns: columns.slice(0, end),
    confidence: confidence.slice(0, end),
  };
}

/** The same entries by column. */
export function turned({
  rows,
  columnCount,
  starts,
  columns,
  confidence,
}: ConfidenceMatrix): ConfidenceMatrix {
  const turnedStarts = new Uint32Array(columnCount + 1);
  for (const column of columns) turnedStarts[column + 1] = (turnedStarts[column + 1] as number) + 1;
  for (let c = 0; c < columnCount; c += 1)
    turnedStarts[c + 1] = (turnedStarts[c + 1] as number) + (turnedStarts[c] as number);
  const next = turnedStarts.slice();
  const turnedColumns = new Uint32Array(columns.length);
  const turnedConfidence = new Float32Array(columns.length);
  for (let row = 0; row < rows; row += 1) {
    for (let entry = starts[row] as number; entry < (starts[row + 1] as number); entry += 1) {
      const column = columns[entry] as number;
      const place = next[column] as number;
      next[column] = place + 1;
      turnedColumns[place] = row;
      turnedConfidence[place] = confidence[entry] as number;
    }
  }
  return {
    ...{ rows: columnCount, columnCount: rows, starts: turnedStarts },
    ...{ columns: turnedColumns, confidence: turnedConfidence },
  };
}
