import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { unreadable } from '../adapters/row-readers/unreadable';

/** The lines of a text file, one at a time. @throws TroveError FILE_UNREADABLE */
export async function* readLines(file: string): AsyncGenerator<string> {
  const input = createReadStream(file, 'utf8');
  try {
    yield* createInterface({ input, crlfDelay: Infinity });
  } catch (error) {
    throw unreadable(file, error);
  } finally {
    input.destroy();
  }
}
