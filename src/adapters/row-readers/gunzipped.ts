import { once } from 'node:events';
import { createGunzip, type Gunzip } from 'node:zlib';
import { TroveError, quoted } from '../../shared/errors';

/** Packed bytes handed over at once. One packed byte holds at most about 1,000: this bounds what waits unpacked. */
const PACKED_BYTES = 16 * 1024;

/**
 * Unpacks gzip. A stream that is cut off or damaged first gives everything before the damage and then throws: iterating
 * over the `Gunzip` itself would lose what it still holds when the error comes.
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
  // Told by the writes and by `ended`; without a listener it would end the process.
  gunzip.on('error', () => undefined);
  try {
    for await (const chunk of packed) {
      for (let start = 0; start < chunk.length; start += PACKED_BYTES) {
        await written(gunzip, chunk.subarray(start, start + PACKED_BYTES));
        yield* unpacked.splice(0);
      }
    }
    await ended(gunzip);
  } catch (error) {
    yield* unpacked.splice(0);
    throw asDamage(error, location);
  } finally {
    gunzip.destroy();
  }
  yield* unpacked.splice(0);
}

function written(gunzip: Gunzip, bytes: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    gunzip.write(bytes, (error) => {
      if (error) reject(error);
      else resolve();
    });
  });
}

async function ended(gunzip: Gunzip): Promise<void> {
  const end = once(gunzip, 'end');
  gunzip.end();
  await end;
}

function asDamage(error: unknown, location: string): unknown {
  if (error instanceof TroveError) return error;
  const code = error instanceof Error && 'code' in error ? error.code : '';
  const what =
    code === 'Z_BUF_ERROR' ? 'ends in the middle of its gzip data' : 'is damaged gzip data';
  return new TroveError(
    'FILE_MALFORMED',
    `${quoted(location)} ${what}. The rows before that place were read; fetch the file again for the rest.`,
    { file: location },
    { cause: error },
  );
}
