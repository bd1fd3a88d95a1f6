import { isAbsent } from '../catalog/cleaning/text-list';
import { quoted, TroveError, type ErrorCode } from '../shared/errors';
import type { RowProblem } from '../shared/row-problem.types';

const CONTROL_CHARACTER = /\p{Cc}/u;
const DIGITS = /^[+-]?\d{1,15}$/;

/** Reads the fields of one row that is not trusted yet, and gathers what is wrong with them. */
export class DraftFields {
  readonly problems: RowProblem[] = [];

  /** @param row number of the row, for the problems. */
  constructor(private readonly row: number) {}

  refuse(field: string, message: string, code: ErrorCode = 'INVALID_INPUT'): null {
    this.problems.push({ row: this.row, field, code, message });
    return null;
  }

  /** What the reader returns; null, and a problem with the field, when it throws a TroveError. */
  read<T>(field: string, reader: () => T): T | null {
    try {
      return reader();
    } catch (error) {
      if (!(error instanceof TroveError)) throw error;
      return this.refuse(field, error.message, error.code);
    }
  }

  /** Text in one line, trimmed and NFC; null when absent or refused. A whole number is taken for its digits. */
  id(field: string, value: unknown, maxCharacters: number): string | null {
    if (isAbsent(value)) return null;
    const text = asIdText(value);
    if (text === null)
      return this.refuse(field, `${field} is ${quoted(value)}; write it as a text.`);
    if (CONTROL_CHARACTER.test(text) || !text.isWellFormed())
      return this.refuse(
        field,
        `${field} is ${quoted(text)}; it must not hold control characters or halves of characters.`,
      );
    if (text.length <= maxCharacters) return text;
    return this.refuse(
      field,
      `${field} ${quoted(text)} has ${text.length} characters; at most ${maxCharacters} are taken. Shorten it.`,
      'TEXT_TOO_LONG',
    );
  }

  requiredId(field: string, value: unknown, maxCharacters: number): string | null {
    if (isAbsent(value)) return this.refuse(field, `${field} is missing. Give one.`);
    return this.id(field, value, maxCharacters);
  }

  /** A whole number in [min, max], also in digits; null when absent or refused. */
  whole(field: string, value: unknown, min: number, max: number): number | null {
    if (isAbsent(value)) return null;
    const number = typeof value === 'string' && DIGITS.test(value.trim()) ? Number(value) : value;
    if (Number.isInteger(number) && Number(number) >= min && Number(number) <= max)
      return Number(number);
    return this.refuse(
      field,
      `${field} is ${quoted(value)}; it must be a whole number from ${min} to ${max}.`,
    );
  }
}

function asIdText(value: unknown): string | null {
  if (typeof value === 'string') return value.trim().normalize('NFC');
  return Number.isSafeInteger(value) ? String(value) : null;
}
