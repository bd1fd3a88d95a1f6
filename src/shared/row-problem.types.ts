import type { ErrorCode } from './errors';

/** Why one row of many was refused. The other rows are not affected. */
export interface RowProblem {
  /** Line of the file, or index in the batch counted from 1. */
  readonly row: number;
  /** The field at fault; null when it is the row as a whole. */
  readonly field: string | null;
  readonly code: ErrorCode;
  /** Names the value and the remedy. */
  readonly message: string;
}
