import { open, type FileHandle } from 'node:fs/promises';
import {
  parquetMetadataAsync,
  parquetReadObjects,
  type AsyncBuffer,
  type FileMetaData,
} from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import type { RowValues, SourceRow } from '../../catalog/row-source.port';
import { TroveError, quoted } from '../../shared/errors';
import { unreadable } from './unreadable';

/** Rows unpacked at once, at most: writers make row groups of a thousand rows or of a million. */
const ROWS_PER_READ = 25_000;

/** The rows of a Parquet file and how far they have been read. */
export interface ParquetRows {
  readonly rows: AsyncIterable<SourceRow>;
  /** In [0, 1]. */
  fractionRead(): number;
}

/**
 * Opens a Parquet file. Its list of contents stands at its end, so it is read from a file only.
 *
 * @throws TroveError FILE_UNREADABLE, FILE_MALFORMED
 */
export async function openParquet(location: string): Promise<ParquetRows> {
  const handle = await openHandle(location);
  try {
    return new ParquetFile(location, await parquetMetadataAsync(await bufferOf(handle)));
  } catch (error) {
    throw malformed(location, error);
  } finally {
    await handle.close();
  }
}

async function openHandle(location: string): Promise<FileHandle> {
  try {
    return await open(location);
  } catch (error) {
    throw unreadable(location, error);
  }
}

/** Reads what is asked for and nothing else, through one open file. */
async function bufferOf(handle: FileHandle): Promise<AsyncBuffer> {
  const { size: byteLength } = await handle.stat();
  return {
    byteLength,
    async slice(start, end = byteLength) {
      const bytes = new Uint8Array(Math.max(0, end - start));
      const { bytesRead } = await handle.read(bytes, 0, bytes.length, start);
      return bytes.buffer.slice(0, bytesRead);
    },
  };
}

class ParquetFile implements ParquetRows {
  private rowsRead = 0;
  private readonly rowCount = Number(this.metadata.num_rows);

  constructor(
    private readonly location: string,
    private readonly metadata: FileMetaData,
  ) {}

  readonly rows = { [Symbol.asyncIterator]: () => this.read() };

  fractionRead(): number {
    return this.rowCount === 0 ? 1 : this.rowsRead / this.rowCount;
  }

  private async *read(): AsyncGenerator<SourceRow> {
    const handle = await openHandle(this.location);
    try {
      const file = await bufferOf(handle);
      for (const [start, end] of this.stretches()) {
        for (const record of await this.recordsBetween(file, start, end)) {
          this.rowsRead += 1;
          yield { row: this.rowsRead, values: plainRecord(record) };
        }
      }
    } finally {
      await handle.close();
    }
  }

  /** Row group by row group, large ones in parts. */
  private *stretches(): Generator<readonly [start: number, end: number]> {
    let groupStart = 0;
    for (const group of this.metadata.row_groups) {
      const groupEnd = groupStart + Number(group.num_rows);
      for (let start = groupStart; start < groupEnd; start += ROWS_PER_READ)
        yield [start, Math.min(groupEnd, start + ROWS_PER_READ)];
      groupStart = groupEnd;
    }
  }

  private async recordsBetween(
    file: AsyncBuffer,
    rowStart: number,
    rowEnd: number,
  ): Promise<RowValues[]> {
    try {
      const { metadata } = this;
      return await parquetReadObjects({ file, metadata, rowStart, rowEnd, compressors });
    } catch (error) {
      throw malformed(this.location, error);
    }
  }
}

function plainRecord(record: RowValues): RowValues {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, plain(value)]));
}

/** 64-bit integers become numbers where that is exact, texts elsewhere; dates become ISO texts. */
function plain(value: unknown): unknown {
  if (typeof value === 'bigint') {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : String(value);
  }
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (ArrayBuffer.isView(value)) return Buffer.from(value as Uint8Array).toString('utf8');
  if (Array.isArray(value)) return value.map(plain);
  return plainRecord(value as RowValues);
}

function malformed(location: string, cause: unknown): unknown {
  if (cause instanceof TroveError) return cause;
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new TroveError(
    'FILE_MALFORMED',
    `${quoted(location)} cannot be read as Parquet: ${reason}. Write the file again, or convert it to JSONL.`,
    { file: location },
    { cause },
  );
}
