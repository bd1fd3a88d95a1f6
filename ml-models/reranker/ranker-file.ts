import { randomUUID } from 'node:crypto';
import { open, readFile, rename, rm } from 'node:fs/promises';
import { TroveError } from '../../src/shared/errors';
import { rankerFromBytes, rankerToBytes } from './ranker-bytes';
import type { TrainedRanker } from './train-ranker';

/** Writes a ranker to a file that is there whole or not at all, whatever happens in between. */
export async function writeRankerFile(path: string, trained: TrainedRanker): Promise<void> {
  const unfinished = `${path}.${randomUUID()}.part`;
  try {
    const file = await open(unfinished, 'wx');
    try {
      await file.writeFile(rankerToBytes(trained));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

/**
 * @param features that the caller computes; absent: whatever the ranker was trained on.
 * @throws TroveError FILE_UNREADABLE, MODEL_CORRUPT or MODEL_INCOMPATIBLE.
 */
export async function readRankerFile(
  path: string,
  features?: readonly string[],
): Promise<TrainedRanker> {
  return rankerFromBytes(await bytesOf(path), features);
}

async function bytesOf(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    throw new TroveError(
      'FILE_UNREADABLE',
      `The ranker ${path} cannot be read. Check that it is there and may be read.`,
      {},
      { cause: error },
    );
  }
}
