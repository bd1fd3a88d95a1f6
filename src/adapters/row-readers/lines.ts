import { isUtf8 } from 'node:buffer';
import { TroveError } from '../../shared/errors';

/**
 * The longest line, and the longest record of CSV, in bytes. A product is far shorter; a line beyond it is refused without
 * ever being held in memory.
 */
export const LINE_BYTES = 4 * 1024 * 1024;

/** One line without its line break, or why it cannot be taken. Lines count from 1. */
export type Line =
  | { readonly number: number; readonly text: string; readonly error?: never }
  | { readonly number: number; readonly text?: never; readonly error: TroveError };

const NEW_LINE = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** Cuts bytes into lines of UTF-8; a byte order mark at the beginning is dropped. */
export async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<Line> {
  const cutter = new LineCutter();
  for await (const chunk of chunks) yield* cutter.cut(chunk);
  yield* cutter.rest();
}

class LineCutter {
  private number = 1;
  /** The beginning of a line whose end has not come yet. */
  private parts: Buffer[] = [];
  /** Bytes of that beginning, also of what was let go. */
  private length = 0;

  *cut(chunk: Buffer): Generator<Line> {
    let start = 0;
    for (;;) {
      const end = chunk.indexOf(NEW_LINE, start);
      if (end < 0) break;
      yield this.finish(chunk.subarray(start, end));
      start = end + 1;
    }
    this.keep(chunk.subarray(start));
  }

  *rest(): Generator<Line> {
    if (this.length > 0) yield this.finish(Buffer.alloc(0));
  }

  private keep(part: Buffer): void {
    if (part.length === 0) return;
    this.length += part.length;
    if (this.length > LINE_BYTES) this.parts = [];
    else this.parts.push(part);
  }

  private finish(end: Buffer): Line {
    this.keep(end);
    const bytes = this.parts.length === 1 ? this.parts[0] : Buffer.concat(this.parts);
    const line = asLine(this.number, this.length, bytes ?? end);
    this.number += 1;
    this.parts = [];
    this.length = 0;
    return line;
  }
}

function asLine(number: number, length: number, bytes: Buffer): Line {
  if (length > LINE_BYTES) return { number, error: tooLong(length) };
  if (!isUtf8(bytes)) return { number, error: notUtf8() };
  const end = bytes.at(-1) === CARRIAGE_RETURN ? bytes.length - 1 : bytes.length;
  const text = bytes.toString('utf8', 0, end);
  return { number, text: number === 1 && text.startsWith('\uFEFF') ? text.slice(1) : text };
}

function tooLong(length: number): TroveError {
  return new TroveError(
    'TEXT_TOO_LONG',
    `The line has ${length} bytes; at most ${LINE_BYTES} are taken. Shorten its texts.`,
    { bytes: length, limit: LINE_BYTES },
  );
}

function notUtf8(): TroveError {
  return new TroveError(
    'FILE_MALFORMED',
    'The line is not UTF-8. Convert the file, for example with `iconv -f ISO-8859-1 -t UTF-8`.',
  );
}
