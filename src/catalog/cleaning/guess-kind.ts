/** A number as programs write it, short enough to be exact. Leading zeros mean a code, not an amount. */
const PLAIN_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;

/** Digits that a double holds exactly. */
const EXACT_DIGITS = 15;

/** Takes a text that reads as a plain number, or as `true` or `false`, for one; everything else stays what it is. */
export function guessKind(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  const text = value.trim();
  if (/^true$/i.test(text)) return true;
  if (/^false$/i.test(text)) return false;
  return text.length <= EXACT_DIGITS && PLAIN_NUMBER.test(text) ? Number(text) : value;
}
