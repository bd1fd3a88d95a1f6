import { TroveError, quoted } from '../../shared/errors';

/** Which character stands before the decimals. `guess` follows the rule of `parseNumber`. */
export type DecimalMark = 'guess' | '.' | ',';

/** Nobody writes a longer number, and the patterns below would take long over one. */
const LONGEST_NUMBER = 100;

const PLAIN = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,3})?$/i;

/** Digits in groups of three, or of two before the last three as in India. */
const GROUPED_BY_COMMA = /^[+-]?\d{1,3}(?:,\d{2,3})*,\d{3}$/;
const GROUPED_BY_POINT = /^[+-]?\d{1,3}(?:\.\d{2,3})*\.\d{3}$/;

/** Blanks of all widths and apostrophes only ever group. */
const GROUPING = /(?<=\d)[\s'’_](?=\d)/gu;

/**
 * Reads a number, or a text that people or programs write for one.
 *
 * With both `.` and `,` the last one is the decimal mark (`1,299.00` and `1.299,00` are the same). A mark that occurs more
 * than once groups (`1.299.000`). A single point is the decimal mark (`1.299` is a little over one). A single comma groups
 * when exactly three digits follow and the number does not begin with 0 (`1,299` is over a thousand), and is the decimal
 * mark otherwise (`12,5`, `0,125`). Say `decimal` in the mapping file where that guess is wrong.
 *
 * @returns a finite number, never -0.
 * @throws TroveError INVALID_INPUT
 */
export function parseNumber(value: unknown, decimal: DecimalMark = 'guess'): number {
  const number = typeof value === 'string' ? numberOf(value, decimal) : value;
  if (typeof number !== 'number' || !Number.isFinite(number)) throw notANumber(value);
  return number === 0 ? 0 : number;
}

/**
 * Reads a number and multiplies it, such as cents by 0.01. The product is rounded to 15 significant digits, so that 1999
 * cents are 19.99 and not 19.990000000000002.
 *
 * @throws TroveError INVALID_INPUT
 */
export function parseScaled(value: unknown, scale: number, decimal: DecimalMark = 'guess'): number {
  return Number((parseNumber(value, decimal) * scale).toPrecision(15));
}

function numberOf(text: string, decimal: DecimalMark): number {
  if (text.length > LONGEST_NUMBER) return Number.NaN;
  const ungrouped = text.trim().replaceAll(GROUPING, '').replace('−', '-');
  const plain = withDecimalPoint(
    ungrouped,
    decimal === 'guess' ? decimalMarkOf(ungrouped) : decimal,
  );
  return plain !== null && PLAIN.test(plain) ? Number(plain) : Number.NaN;
}

/** By the rule above. */
function decimalMarkOf(text: string): '.' | ',' {
  const point = text.lastIndexOf('.');
  const comma = text.lastIndexOf(',');
  if (point >= 0 && comma >= 0) return point > comma ? '.' : ',';
  if (comma < 0) return text.indexOf('.') === point ? '.' : ',';
  if (text.indexOf(',') !== comma) return '.';
  return /^[+-]?[1-9]\d{0,2},\d{3}$/.test(text) ? '.' : ',';
}

/** The number with its groups joined and a point before the decimals; null when the groups are no groups. */
function withDecimalPoint(text: string, mark: '.' | ','): string | null {
  const parts = text.split(mark);
  const whole = parts[0] ?? '';
  if (parts.length > 2) return null;
  const groupMark = mark === '.' ? ',' : '.';
  const grouped = mark === '.' ? GROUPED_BY_COMMA : GROUPED_BY_POINT;
  if (whole.includes(groupMark) && !grouped.test(whole)) return null;
  const joined = whole.replaceAll(groupMark, '');
  return parts.length === 1 ? joined : `${joined}.${parts[1] ?? ''}`;
}

function notANumber(value: unknown): TroveError {
  return new TroveError(
    'INVALID_INPUT',
    `${quoted(value)} is not a number. Write it like 1299.50, 1,299.50 or 1.299,50.`,
  );
}
