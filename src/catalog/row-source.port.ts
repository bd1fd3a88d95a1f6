import type { RowProblem } from '../shared/row-problem.types';

/** How the rows of a file are written. */
export type RowFormat = 'jsonl' | 'csv' | 'parquet';

export const ROW_FORMATS: readonly RowFormat[] = ['jsonl', 'csv', 'parquet'];

/** Where rows come from. */
export interface RowSource {
  /** Path of a file; `-` is standard input. */
  readonly location: string;
  /** Null goes by the file's name; standard input is then JSONL. */
  readonly format: RowFormat | null;
  /** Between the cells of CSV; null is found out from its first line. */
  readonly delimiter: string | null;
  /** Ends a wait for standard input, which may never say more: reading then throws SHUTTING_DOWN. */
  readonly signal?: AbortSignal;
}

/** Cells or members by column name, as the format has them: CSV knows texts only. */
export type RowValues = Readonly<Record<string, unknown>>;

/** One row, or why it could not be read. Rows count from 1: lines of a text file, records of Parquet. */
export type SourceRow =
  | { readonly row: number; readonly values: RowValues; readonly problem?: never }
  | { readonly row: number; readonly values?: never; readonly problem: RowProblem };

/** Rows in their order, read as they are asked for: memory holds a stretch of the file, never all of it. */
export interface RowStream {
  readonly format: RowFormat;
  /**
   * Ends after the last row. Leaving the loop early closes the file.
   *
   * @throws TroveError FILE_UNREADABLE, FILE_MALFORMED when nothing after this place can be read; every row before it has
   *   been given out. SHUTTING_DOWN when the source's signal was raised.
   */
  readonly rows: AsyncIterable<SourceRow>;
  /** How much of the file has been read, in [0, 1]; null when its length is unknown. */
  fractionRead(): number | null;
}

/**
 * Opens a file of rows; gzip is recognised by its first bytes.
 *
 * @throws TroveError FILE_UNREADABLE when it cannot be opened, FILE_MALFORMED when it is not what its format says,
 *   INVALID_INPUT when the format is unknown.
 */
export type OpenRows = (source: RowSource) => Promise<RowStream>;
