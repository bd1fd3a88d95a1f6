import type { RowValues, SourceRow } from '../../catalog/row-source.port';
import { TroveError, quoted } from '../../shared/errors';
import { csvRecords, type CsvRecord } from './csv-records';
import { linesOf, type Line } from './lines';
import { problemAt } from './read-jsonl';

const DELIMITERS = [',', ';', '\t', '|'] as const;

/**
 * Reads CSV with a header line. A row is counted by the line where it begins; empty cells are not given; columns without a
 * name are left out.
 *
 * @param delimiter null takes the one of `,`, `;`, tab and `|` that the header line has most of.
 * @throws TroveError FILE_MALFORMED when the header cannot be read.
 */
export async function* readCsv(
  chunks: AsyncIterable<Buffer>,
  delimiter: string | null,
): AsyncGenerator<SourceRow> {
  const lines = linesOf(chunks);
  const first = await firstLine(lines);
  if (first === null) return;
  const mark = delimiter ?? detectDelimiter(first.text ?? '');
  let header: readonly string[] | null = null;
  for await (const record of csvRecords(startingWith(first, lines), mark)) {
    if (header === null) header = headerOf(record);
    else yield rowOf(record, header);
  }
}

/** The first line that is not blank; null for a file without one. */
async function firstLine(lines: AsyncGenerator<Line>): Promise<Line | null> {
  for (;;) {
    const next = await lines.next();
    if (next.done) return null;
    if (next.value.text?.trim() !== '') return next.value;
  }
}

async function* startingWith(first: Line, rest: AsyncGenerator<Line>): AsyncGenerator<Line> {
  try {
    yield first;
    yield* rest;
  } finally {
    await rest.return(undefined);
  }
}

function detectDelimiter(header: string): string {
  const unquoted = header.replaceAll(/"[^"]*"/g, '');
  const count = (mark: string): number => unquoted.split(mark).length;
  return DELIMITERS.reduce((best, mark) => (count(mark) > count(best) ? mark : best));
}

function headerOf(record: CsvRecord): readonly string[] {
  if (record.error) throw headerProblem(record.error.message);
  const columns = record.cells.map((cell) => cell.trim());
  const seen = new Set<string>();
  for (const column of columns) {
    if (seen.has(column))
      throw headerProblem(`It names the column ${quoted(column)} twice. Rename one.`);
    if (column !== '') seen.add(column);
  }
  return columns;
}

function headerProblem(reason: string): TroveError {
  return new TroveError(
    'FILE_MALFORMED',
    `The header line, which names the columns, cannot be used. ${reason}`,
  );
}

function rowOf(record: CsvRecord, columns: readonly string[]): SourceRow {
  if (record.error) return problemAt(record.row, record.error);
  const { row, cells } = record;
  if (cells.length !== columns.length) return problemAt(row, otherLength(cells, columns));
  return { row, values: valuesOf(cells, columns) };
}

function valuesOf(cells: readonly string[], columns: readonly string[]): RowValues {
  const values: [string, string][] = [];
  for (const [index, column] of columns.entries()) {
    const cell = cells[index] ?? '';
    if (column !== '' && cell !== '') values.push([column, cell]);
  }
  return Object.fromEntries(values);
}

function otherLength(cells: readonly string[], columns: readonly string[]): TroveError {
  return new TroveError(
    'FILE_MALFORMED',
    `The row has ${cells.length} cells, the header ${columns.length}. Check its delimiters and quotes.`,
  );
}
