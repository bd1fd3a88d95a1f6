import type { RowFormat, RowSource, RowStream } from '../../catalog/row-source.port';
import { TroveError, quoted } from '../../shared/errors';
import { openBytes } from './bytes';
import { readCsv } from './read-csv';
import { readJsonl } from './read-jsonl';
import { openParquet } from './read-parquet';

const FORMAT_BY_EXTENSION: ReadonlyMap<string, RowFormat> = new Map([
  ['jsonl', 'jsonl'],
  ['ndjson', 'jsonl'],
  ['csv', 'csv'],
  ['tsv', 'csv'],
  ['parquet', 'parquet'],
]);

/** `OpenRows` for JSONL, CSV and Parquet; all but Parquet also packed by gzip and from standard input. */
export async function openRows(source: RowSource): Promise<RowStream> {
  const format = source.format ?? formatOf(source.location);
  if (format === 'parquet') return openParquetRows(source.location);
  const bytes = await openBytes(source.location, source.signal);
  return {
    format,
    rows: format === 'csv' ? readCsv(bytes.chunks, source.delimiter) : readJsonl(bytes.chunks),
    fractionRead: () => bytes.fractionRead(),
  };
}

/** By the name; standard input is JSONL. */
function formatOf(location: string): RowFormat {
  if (location === '-') return 'jsonl';
  const extension = /\.([a-z]+)(?:\.gz)?$/i.exec(location)?.[1]?.toLowerCase() ?? '';
  const format = FORMAT_BY_EXTENSION.get(extension);
  if (format) return format;
  throw new TroveError(
    'INVALID_INPUT',
    `The name ${quoted(location)} does not tell the format of the file. Add --format jsonl, csv or parquet.`,
  );
}

async function openParquetRows(location: string): Promise<RowStream> {
  if (location === '-')
    throw new TroveError(
      'FILE_UNREADABLE',
      'Parquet cannot be read from standard input, since its list of contents stands at its end. Name a file.',
    );
  const parquet = await openParquet(location);
  return { format: 'parquet', rows: parquet.rows, fractionRead: () => parquet.fractionRead() };
}
