import { TroveError, quoted } from '../shared/errors';

/** What people say about how well products answer one query. */
export interface JudgedQuery {
  readonly text: string;
  /** By product key: 0 is irrelevant, 3 is usually the best. Products that nobody judged are absent. */
  readonly grades: ReadonlyMap<string, number>;
}

/** One row of a judgment file, as texts, and the line where it begins. */
export interface JudgmentRow {
  readonly line: number;
  readonly values: Readonly<Record<string, unknown>>;
}

const COLUMNS = ['query', 'product_id', 'grade'] as const;

/** Above this, the gain 2^g − 1 of one product drowns every other. */
const HIGHEST_GRADE = 10;

/**
 * Groups rows with the columns `query`, `product_id`, `grade` by query, in the order in which queries first appear.
 *
 * @throws TroveError FILE_MALFORMED with the line: a column is missing, a grade is not a whole number from 0 to 10, a product
 *   is judged twice with different grades, or there is no row at all.
 */
export function groupJudgments(rows: Iterable<JudgmentRow>): readonly JudgedQuery[] {
  const grades = new Map<string, Map<string, number>>();
  for (const row of rows) {
    const { query, productId, grade } = readRow(row);
    const ofQuery = grades.get(query) ?? new Map<string, number>();
    const before = ofQuery.get(productId);
    if (before !== undefined && before !== grade) {
      throw malformed(
        row.line,
        `product ${quoted(productId)} of query ${quoted(query)} has grade ${grade}, but ${before} on an earlier line. Keep one.`,
      );
    }
    grades.set(query, ofQuery.set(productId, grade));
  }
  if (grades.size === 0) {
    throw new TroveError(
      'FILE_MALFORMED',
      `The judgment file has no rows. It needs the header ${COLUMNS.join(',')} and a row per judged product.`,
    );
  }
  return [...grades].map(([text, ofQuery]) => ({ text, grades: ofQuery }));
}

function readRow(row: JudgmentRow): { query: string; productId: string; grade: number } {
  const [query, productId, grade] = COLUMNS.map((column) => cell(row, column)) as [
    string,
    string,
    string,
  ];
  if (!/^\d{1,2}$/.test(grade) || Number(grade) > HIGHEST_GRADE) {
    throw malformed(
      row.line,
      `grade must be a whole number from 0 to ${HIGHEST_GRADE}, got ${quoted(grade)}.`,
    );
  }
  return { query, productId, grade: Number(grade) };
}

function cell(row: JudgmentRow, column: (typeof COLUMNS)[number]): string {
  const value = row.values[column];
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text === 'string' && text.trim() !== '') return text.trim();
  throw malformed(row.line, `column ${column} is missing. The header is ${COLUMNS.join(',')}.`);
}

function malformed(line: number, problem: string): TroveError {
  return new TroveError('FILE_MALFORMED', `Judgment file, line ${line}: ${problem}`, { line });
}
