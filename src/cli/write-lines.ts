import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { TroveError } from '../shared/errors';
import { notWritable } from './not-writable';

/**
 * Writes an export to a file, packed when its name ends in .gz, or to standard output when there is none.
 *
 * @throws TroveError INVALID_INPUT when the file cannot be written.
 */
export async function writeLines(
  lines: AsyncIterable<string>,
  out: string | undefined,
): Promise<void> {
  if (out === undefined) await writeToStandardOutput(lines);
  else await writeToFile(lines, out);
}

async function writeToStandardOutput(lines: AsyncIterable<string>): Promise<void> {
  try {
    await pipeline(Readable.from(lines), process.stdout, { end: false });
  } catch (error) {
    // The reader, such as `head`, has seen enough.
    if (!hasCode(error, 'EPIPE')) throw error;
  }
}

/** Under another name until it is whole: a file with the right name is never half an export. */
async function writeToFile(lines: AsyncIterable<string>, out: string): Promise<void> {
  const unfinished = `${out}.unfinished`;
  try {
    const file = createWriteStream(unfinished);
    if (out.endsWith('.gz')) await pipeline(Readable.from(lines), createGzip(), file);
    else await pipeline(Readable.from(lines), file as Writable);
    await rename(unfinished, out);
  } catch (error) {
    await rm(unfinished, { force: true });
    if (error instanceof TroveError) throw error;
    throw notWritable('file', out, '--out', error);
  }
}

function hasCode(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
}
