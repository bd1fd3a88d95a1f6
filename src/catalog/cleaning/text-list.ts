import { TroveError, quoted } from '../../shared/errors';

/** What counts as not given: nothing, or a text of blanks. */
export function isAbsent(value: unknown): value is undefined | null | '' {
  return (
    value === undefined || value === null || (typeof value === 'string' && value.trim() === '')
  );
}

/**
 * The text of a value that stands for one: a text, a finite number (a SKU or an EAN that a spreadsheet took for one) or a boolean.
 *
 * @throws TroveError INVALID_INPUT for objects and lists, and for whole numbers too large to be exact.
 */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number' && Number.isFinite(value)) return textOfNumber(value);
  throw new TroveError('INVALID_INPUT', `${quoted(value)} is not a text. Write it as one.`);
}

function textOfNumber(value: number): string {
  if (Number.isInteger(value) && !Number.isSafeInteger(value))
    throw new TroveError(
      'INVALID_INPUT',
      `${quoted(value)} is too large to be exact as a number. Write it as a text, in quotes.`,
    );
  return String(value);
}

/** The members of a list; one value stands for a list of itself, nothing for the empty list. */
export function listOf(value: unknown): readonly unknown[] {
  if (isAbsent(value)) return [];
  return Array.isArray(value) ? (value as readonly unknown[]) : [value];
}

/**
 * Cleans every member and drops empties and repeats; the first of equals keeps its place.
 *
 * @throws TroveError TOO_MANY_ITEMS, or what cleaning a member throws.
 */
export function cleanTextList(
  value: unknown,
  limit: number,
  clean: (text: string) => string,
): readonly string[] {
  const members = listOf(value);
  if (members.length === 0) return [];
  const texts = members
    .filter((member) => !isAbsent(member))
    .map((member) => clean(textOf(member)));
  return atMost(limit, [...new Set(texts.filter((text) => text !== ''))]);
}

/** @throws TroveError TOO_MANY_ITEMS */
export function atMost<T>(limit: number, items: readonly T[]): readonly T[] {
  if (items.length <= limit) return items;
  throw new TroveError(
    'TOO_MANY_ITEMS',
    `${items.length} values are given; at most ${limit} are taken. Leave some out.`,
    { items: items.length, limit },
  );
}
