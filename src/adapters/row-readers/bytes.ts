import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { TroveError, quoted } from '../../shared/errors';
import { gunzipped } from './gunzipped';

/** The bytes of a file or of standard input, unpacked when they were packed. */
export interface ByteStream {
  readonly chunks: AsyncIterable<Buffer>;
  /** In [0, 1], of the file as it lies on the disk; null for standard input. */
  fractionRead(): number | null;
}

const STANDARD_INPUT = '-';
const READ_BYTES = 256 * 1024;

/**
 * Opens a file, or standard input for `-`.
 *
 * @throws TroveError FILE_UNREADABLE
 */
export async function openBytes(location: string): Promise<ByteStream> {
  if (location === STANDARD_INPUT)
    return {
      chunks: unpacked(chunksOf(process.stdin, location), location),
      fractionRead: () => null,
    };
  const { stream, size } = await openFile(location);
  return {
    chunks: unpacked(chunksOf(stream, location), location),
    fractionRead: () => (size > 0 ? Math.min(1, stream.bytesRead / size) : null),
  };
}

async function openFile(location: string) {
  try {
    const file = await open(location);
    const { size } = await file.stat();
    const stream = createReadStream(location, { fd: file, highWaterMark: READ_BYTES });
    return { stream, size };
  } catch (error) {
    throw unreadable(location, error);
  }
}

async function* chunksOf(stream: Readable, location: string): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of stream) yield chunk as Buffer;
  } catch (error) {
    throw unreadable(location, error);
  }
}

/** Gzip is recognised by its first two bytes, whatever the name of the file. */
async function* unpacked(chunks: AsyncGenerator<Buffer>, location: string): AsyncGenerator<Buffer> {
  let first = await chunks.next();
  while (!first.done && first.value.length < 4) {
    const second = await chunks.next();
    if (second.done) break;
    first = { done: false, value: Buffer.concat([first.value, second.value]) };
  }
  if (first.done) return;
  refuseOtherEncodings(first.value, location);
  const all = prepended(first.value, chunks);
  yield* isGzip(first.value) ? gunzipped(all, location) : all;
}

async function* prepended(first: Buffer, rest: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield first;
    yield* rest;
  } finally {
    await rest.return(undefined);
  }
}

function isGzip(bytes: Buffer): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

const FOREIGN_BEGINNINGS: readonly (readonly [beginning: string, what: string, remedy: string])[] =
  [
    ['fffe', 'UTF-16', 'Save it as UTF-8.'],
    ['feff', 'UTF-16', 'Save it as UTF-8.'],
    ['504b0304', 'a ZIP archive or an Excel workbook', 'Unpack it, or save it as CSV.'],
    [
      '28b52ffd',
      'packed with zstd',
      'Unpack it, or pipe it: `zstdcat FILE | trove import products -`.',
    ],
    [
      '425a68',
      'packed with bzip2',
      'Unpack it, or pipe it: `bzcat FILE | trove import products -`.',
    ],
    [
      'fd377a58',
      'packed with xz',
      'Unpack it, or pipe it: `xzcat FILE | trove import products -`.',
    ],
  ];

function refuseOtherEncodings(bytes: Buffer, location: string): void {
  const beginning = bytes.toString('hex', 0, 4);
  const foreign = FOREIGN_BEGINNINGS.find(([known]) => beginning.startsWith(known));
  if (!foreign) return;
  throw new TroveError('FILE_MALFORMED', `${quoted(location)} is ${foreign[1]}. ${foreign[2]}`, {
    file: location,
  });
}

/** Says in plain words why a file cannot be read. */
export function unreadable(location: string, cause: unknown): unknown {
  if (cause instanceof TroveError) return cause;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const reason = REASONS.get(code) ?? `cannot be read (${code || String(cause)})`;
  return new TroveError(
    'FILE_UNREADABLE',
    `The file ${quoted(location)} ${reason}.`,
    { file: location },
    { cause },
  );
}

const REASONS: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'does not exist. Check its path'],
  ['EACCES', 'may not be read. Give the user that runs Trove the right to'],
  ['EISDIR', 'is a folder. Name a file in it'],
]);
