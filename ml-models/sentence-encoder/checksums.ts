import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { TroveError } from '../../src/shared/errors';

/** In hexadecimal for SHA-256, in base64 for SHA-512, as their publishers write them. */
export async function fileChecksum(file: string, algorithm: 'sha256' | 'sha512'): Promise<string> {
  const hash = createHash(algorithm);
  await pipeline(createReadStream(file), hash);
  return hash.digest(algorithm === 'sha256' ? 'hex' : 'base64');
}

/** @throws TroveError MODEL_CORRUPT when the file is another one than was expected: nothing of it is used. */
export async function requireChecksum(
  file: string,
  algorithm: 'sha256' | 'sha512',
  expected: string,
): Promise<void> {
  const found = await fileChecksum(file, algorithm);
  if (found === expected) return;
  throw new TroveError(
    'MODEL_CORRUPT',
    `${basename(file)} has the checksum ${found}, not ${expected}: it is damaged or another version, and is not used.`,
    { file },
  );
}
