import type { RowValues, SourceRow } from '../../catalog/row-source.port';
import { TroveError, quoted } from '../../shared/errors';
import { linesOf, type Line } from './lines';

/**
 * Reads one JSON object per line; blank lines are skipped. A line that is none is a problem of that line only.
 *
 * @throws TroveError FILE_MALFORMED when the file is one JSON array.
 */
export async function* readJsonl(chunks: AsyncIterable<Buffer>): AsyncGenerator<SourceRow> {
  let isFirst = true;
  for await (const line of linesOf(chunks)) {
    if (line.text?.trim() === '') continue;
    if (isFirst && line.text !== undefined) refuseArray(line.text);
    isFirst = false;
    yield rowOf(line);
  }
}

function rowOf(line: Line): SourceRow {
  if (line.error) return problemAt(line.number, line.error);
  try {
    return { row: line.number, values: objectOf(line.text) };
  } catch (error) {
    if (error instanceof TroveError) return problemAt(line.number, error);
    throw error;
  }
}

function objectOf(text: string): RowValues {
  const value = parseJson(text);
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as RowValues;
  throw new TroveError(
    'FILE_MALFORMED',
    `The line is JSON but no object: ${quoted(text)}. Write one object with named fields on each line.`,
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new TroveError(
      'FILE_MALFORMED',
      `The line is not JSON: ${quoted(reason)}. Write one JSON object on each line.`,
      {},
      { cause: error },
    );
  }
}

function refuseArray(text: string): void {
  if (!/^\s*\[\s*(?:\{|$)/.test(text)) return;
  throw new TroveError(
    'FILE_MALFORMED',
    "The file is one JSON array. Write one object per line instead, for example with `jq -c '.[]'`.",
  );
}

/** A row that could not be read. */
export function problemAt(row: number, { code, message }: TroveError): SourceRow {
  return { row, problem: { row, field: null, code, message } };
}
