import { parse } from 'csv-parse/sync';
import { TroveError } from '../../shared/errors';
import { LINE_BYTES, type Line } from './lines';

/** The cells of one record and the line where it begins, or why it cannot be read. */
export type CsvRecord =
  | { readonly row: number; readonly cells: readonly string[]; readonly error?: never }
  | { readonly row: number; readonly cells?: never; readonly error: TroveError };

interface TextLine {
  readonly number: number;
  readonly text: string;
}

/** Lines parsed in one call: a call costs far more than a line. */
const LINES_PER_PARSE = 200;

/**
 * Cuts lines into records and records into cells (RFC 4180).
 *
 * A quoted cell may run over several lines. Which lines belong together is decided by counting quotes, and the grammar is
 * left to csv-parse. After a broken quote a parser that reads straight on would take the rest of the file for one cell;
 * here the line with the quote is refused and reading goes on with the next one.
 */
export async function* csvRecords(
  lines: AsyncIterable<Line>,
  delimiter: string,
): AsyncGenerator<CsvRecord> {
  const assembler = new RecordAssembler(delimiter);
  for await (const line of lines) yield* assembler.take(line);
  yield* assembler.end();
}

class RecordAssembler {
  /** Whole records of one line each that wait to be parsed together. */
  private whole: TextLine[] = [];
  /** The lines of a record whose last quote is still open. */
  private open: TextLine[] = [];
  private openBytes = 0;

  constructor(private readonly delimiter: string) {}

  *take(line: Line): Generator<CsvRecord> {
    if (line.error) {
      if (this.open.length > 0) yield* this.giveUp();
      yield* this.parseWhole();
      yield { row: line.number, error: line.error };
      return;
    }
    if (this.open.length > 0) yield* this.continueOpen(line);
    else yield* this.begin(line);
  }

  *end(): Generator<CsvRecord> {
    while (this.open.length > 0) yield* this.giveUp();
    yield* this.parseWhole();
  }

  private *begin(line: TextLine): Generator<CsvRecord> {
    if (line.text.trim() === '') return;
    if (hasOpenQuote(line.text)) {
      this.open = [line];
      this.openBytes = line.text.length;
      return;
    }
    this.whole.push(line);
    if (this.whole.length >= LINES_PER_PARSE) yield* this.parseWhole();
  }

  private *continueOpen(line: TextLine): Generator<CsvRecord> {
    this.open.push(line);
    this.openBytes += line.text.length + 1;
    if (hasOpenQuote(line.text)) yield* this.closeOpen();
    else if (this.openBytes > LINE_BYTES) yield* this.giveUp();
  }

  /** Every quote has its partner; whether they stand where they may is for the parser to say. */
  private *closeOpen(): Generator<CsvRecord> {
    const [first] = this.open;
    const cells = this.cellsOf(this.open.map((line) => line.text).join('\n'));
    if (!first || cells instanceof TroveError) {
      yield* this.giveUp();
      return;
    }
    this.open = [];
    yield* this.parseWhole();
    yield { row: first.number, cells };
  }

  /** Refuses the line that opened the quote and takes those after it anew. */
  private *giveUp(): Generator<CsvRecord> {
    const [first, ...rest] = this.open;
    this.open = [];
    yield* this.parseWhole();
    if (first) yield { row: first.number, error: brokenQuote() };
    for (const line of rest) yield* this.take(line);
  }

  private *parseWhole(): Generator<CsvRecord> {
    const lines = this.whole;
    this.whole = [];
    const together = this.parseTogether(lines);
    for (const [index, { number: row, text }] of lines.entries()) {
      const cells = together?.[index] ?? this.cellsOf(text);
      yield cells instanceof TroveError ? { row, error: cells } : { row, cells };
    }
  }

  /** Null when one of the lines is at fault: then each is parsed alone, to find it. */
  private parseTogether(lines: readonly TextLine[]): readonly string[][] | null {
    try {
      const records = this.parse(lines.map((line) => line.text).join('\n'));
      return records.length === lines.length ? records : null;
    } catch {
      return null;
    }
  }

  private cellsOf(text: string): readonly string[] | TroveError {
    try {
      const [cells] = this.parse(text);
      return cells ?? [];
    } catch {
      return brokenQuote();
    }
  }

  private parse(text: string): string[][] {
    return parse(text, {
      delimiter: this.delimiter,
      record_delimiter: '\n',
      relax_column_count: true,
    });
  }
}

/** An odd number of quotes: `""`, a quote within a quoted cell, counts two. */
function hasOpenQuote(text: string): boolean {
  let isOpen = false;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) isOpen = !isOpen;
  return isOpen;
}

function brokenQuote(): TroveError {
  return new TroveError(
    'FILE_MALFORMED',
    'A quote is broken. A cell with a quote, a delimiter or a line break in it stands in quotes, and a quote in it is ' +
      'written twice: "17"" screen".',
  );
}
