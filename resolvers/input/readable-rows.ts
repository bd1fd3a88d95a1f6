import { TroveError } from '../../src/shared/errors';
import type { RowProblem } from '../../src/shared/row-problem.types';

/** The rows of a batch that make sense as GraphQL, and the others. */
export interface ReadableRows<Draft> {
  readonly drafts: readonly Draft[];
  /** The rows that were left out; counted from 1 in the whole batch. */
  readonly problems: readonly RowProblem[];
  /** Brings problems with the drafts (counted from 1 among them) back to rows of the whole batch. */
  inBatch(problems: readonly RowProblem[]): readonly RowProblem[];
}

/**
 * Reads every row on its own, so that one which cannot be read does not sink the others.
 *
 * @param limit rows in one batch
 * @throws TroveError TOO_MANY_ITEMS, before anything is read.
 */
export function readableRows<Row, Draft>(
  rows: readonly Row[],
  limit: number,
  read: (row: Row) => Draft,
): ReadableRows<Draft> {
  refuseTooMany(rows.length, limit);
  const drafts: Draft[] = [];
  const places: number[] = [];
  const problems: RowProblem[] = [];
  rows.forEach((row, index) => {
    try {
      drafts.push(read(row));
      places.push(index + 1);
    } catch (error) {
      problems.push(rowProblem(error, index + 1));
    }
  });
  const inBatch = (found: readonly RowProblem[]) =>
    found.map((problem) => ({ ...problem, row: places[problem.row - 1] ?? problem.row }));
  return { drafts, problems, inBatch };
}

/** @throws TroveError TOO_MANY_ITEMS */
export function refuseTooMany(count: number, limit: number): void {
  if (count <= limit) return;
  throw new TroveError(
    'TOO_MANY_ITEMS',
    `One request takes at most ${limit} entries; this one has ${count}. Send it in several requests.`,
    { count, limit },
  );
}

function rowProblem(error: unknown, row: number): RowProblem {
  if (!(error instanceof TroveError)) throw error;
  return { row, field: null, code: error.code, message: error.message };
}
