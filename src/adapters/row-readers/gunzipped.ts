import { createGunzip, type Gunzip } from 'node:zlib';
import { TroveError, quoted } from '../../shared/errors';
import { codeOf } from './unreadable';

/** Packed bytes handed over at once. One packed byte holds at most about 1,000: this bounds what waits unpacked. */
const PACKED_BYTES = 16 * 1024;

/**
 * Unpacks gzip. A stream that is cut off or damaged first gives everything before the damage and then throws: iterating
 * over the `Gunzip` itself would lose what it still holds when the error comes. What follows the packed data is left out.
 *
 * @throws TroveError FILE_MALFORMED
 */
export async function* gunzipped(
  packed: AsyncIterable<Buffer>,
  location: string,
): AsyncGenerator<Buffer> {
  const gunzip = createGunzip();
  const unpacked: Buffer[] = [];
  gunzip.on('data', (chunk: Buffer) => unpacked.push(chunk));
  // `settled` tells of errors; one that comes when nobody waits must not end the process.
  gunzip.on('error', () => undefined);
  try {
    for await (const bytes of inPieces(packed)) {
      await settled(gunzip, (done) => gunzip.write(bytes, done));
      yield* unpacked.splice(0);
      if (gunzip.readableEnded) break;
    }
    if (!gunzip.readableEnded) await settled(gunzip, () => gunzip.end());
  } catch (error) {
    yield* unpacked.splice(0);
    throw asDamage(error, location);
  } finally {
    gunzip.destroy();
  }
  yield* unpacked.splice(0);
}

async function* inPieces(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const chunk of chunks)
    for (let start = 0; start < chunk.length; start += PACKED_BYTES)
      yield chunk.subarray(start, start + PACKED_BYTES);
}

type Done = (error?: Error | null) => void;

/** Waits until the stream has taken what it was given, or has ended. On an error it calls back nobody: hence the events. */
async function settled(gunzip: Gunzip, give: (done: Done) => unknown): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const done: Done = (error) => {
      gunzip.off('error', done);
      gunzip.off('end', done);
      if (error) reject(error);
      else resolve();
    };
    gunzip.on('error', done);
    gunzip.on('end', done);
    give(done);
  });
}

function asDamage(error: unknown, location: string): unknown {
  if (error instanceof TroveError) return error;
  const isCutOff = codeOf(error) === 'Z_BUF_ERROR';
  const what = isCutOff ? 'ends in the middle of its gzip data' : 'is damaged gzip data';
  return new TroveError(
    'FILE_MALFORMED',
    `${quoted(location)} ${what}. The rows before that place were read; fetch the file again for the rest.`,
    { file: location },
    { cause: error },
  );
}
