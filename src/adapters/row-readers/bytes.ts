import { constants, createReadStream, type ReadStream } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { addAbortSignal, type Readable } from 'node:stream';
import { TroveError, quoted } from '../../shared/errors';
import { gunzipped } from './gunzipped';
import { unreadable } from './unreadable';

/** The bytes of a file or of standard input, unpacked when they were packed. */
export interface ByteStream {
  readonly chunks: AsyncIterable<Buffer>;
  /** In [0, 1], of the file as it lies on the disk; null for standard input. */
  fractionRead(): number | null;
}

const STANDARD_INPUT = '-';
const READ_BYTES = 256 * 1024;

/** For readers that are never told to stop. */
const NEVER = new AbortController().signal;

/**
 * Prepares a file, or standard input for `-`, for reading. It is opened when the first chunk is asked for and closed when
 * the reader is done with it.
 *
 * @throws TroveError FILE_UNREADABLE
 */
export async function openBytes(
  location: string,
  signal: AbortSignal = NEVER,
): Promise<ByteStream> {
  if (location === STANDARD_INPUT)
    return { chunks: unpacked(standardInput(signal), location), fractionRead: () => null };
  const size = await sizeOf(location);
  let file: ReadStream | null = null;
  const chunks = async function* () {
    file = createReadStream(location, { highWaterMark: READ_BYTES });
    yield* chunksOf(file, location);
  };
  return {
    chunks: unpacked(chunks(), location),
    fractionRead: () => (size === 0 ? null : Math.min(1, (file?.bytesRead ?? 0) / size)),
  };
}

async function* standardInput(signal: AbortSignal): AsyncGenerator<Buffer> {
  try {
    yield* chunksOf(addAbortSignal(signal, process.stdin), STANDARD_INPUT);
  } catch (error) {
    if (!signal.aborted) throw error;
    throw new TroveError('SHUTTING_DOWN', 'Reading was stopped.', {}, { cause: error });
  }
}

/** In bytes; 0 for a pipe. Also finds out whether the file can be read at all. */
async function sizeOf(location: string): Promise<number> {
  try {
    await access(location, constants.R_OK);
    const facts = await stat(location);
    if (facts.isDirectory()) throw Object.assign(new Error('A folder'), { code: 'EISDIR' });
    return facts.size;
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
