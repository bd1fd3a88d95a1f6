/** Three rows of the table of distances; each is filled, becomes the row above, then the one above that. */
interface Rows {
  twoAbove: Uint8Array;
  above: Uint8Array;
  current: Uint8Array;
}

/** Longest word that fits the rows; longer ones are nobody's typing mistake. */
const LONGEST_WORD = 200;

const rows: Rows = {
  twoAbove: new Uint8Array(LONGEST_WORD + 1),
  above: new Uint8Array(LONGEST_WORD + 1),
  current: new Uint8Array(LONGEST_WORD + 1),
};

/**
 * Whether two words are at most `max` edits apart, in the sense of `editDistance` in `src/search/understanding`, which also
 * explains the formula. This one compares a word with a whole vocabulary: it fills only the cells within `max` of the
 * diagonal (Ukkonen 1985) and allocates nothing, so that a pair takes a fraction of a microsecond.
 *
 * @param max 0 to 100. Words of more than 200 UTF-16 units are not within any distance.
 */
export function withinEdits(one: string, other: string, max: number): boolean {
  if (Math.abs(one.length - other.length) > max) return false;
  if (Math.max(one.length, other.length) > LONGEST_WORD) return false;
  const beyond = max + 1;
  for (let column = 0; column <= other.length; column += 1)
    rows.above[column] = Math.min(column, beyond);
  rows.twoAbove.fill(beyond, 0, other.length + 1);
  for (let row = 1; row <= one.length; row += 1) {
    // A swap reaches back two rows, but never gets below what the row between had to offer.
    if (fillRow(one, other, row, max) > max) return false;
    const recycled = rows.twoAbove;
    rows.twoAbove = rows.above;
    rows.above = rows.current;
    rows.current = recycled;
  }
  return (rows.above[other.length] ?? beyond) <= max;
}

/** @returns the smallest cell of the row. */
function fillRow(one: string, other: string, row: number, max: number): number {
  const { current } = rows;
  const beyond = max + 1;
  const first = Math.max(1, row - max);
  const last = Math.min(other.length, row + max);
  // The cells beside the band are read by the next rows.
  current[first - 1] = first === 1 ? Math.min(row, beyond) : beyond;
  if (last < other.length) current[last + 1] = beyond;
  let least = current[first - 1] ?? beyond;
  for (let column = first; column <= last; column += 1) {
    const fewest = Math.min(cellOf(one, other, row, column), beyond);
    current[column] = fewest;
    if (fewest < least) least = fewest;
  }
  return least;
}

function cellOf(one: string, other: string, row: number, column: number): number {
  const letter = one.charCodeAt(row - 1);
  const otherLetter = other.charCodeAt(column - 1);
  const inserted = cell(rows.current, column - 1) + 1;
  const deleted = cell(rows.above, column) + 1;
  const replaced = cell(rows.above, column - 1) + (letter === otherLetter ? 0 : 1);
  const fewest = Math.min(inserted, deleted, replaced);
  if (row < 2 || column < 2) return fewest;
  const swapped =
    letter === other.charCodeAt(column - 2) && one.charCodeAt(row - 2) === otherLetter;
  return swapped ? Math.min(fewest, cell(rows.twoAbove, column - 2) + 1) : fewest;
}

/** Inside the rows by construction; the fallback only satisfies the type. */
function cell(row: Uint8Array, column: number): number {
  return row[column] ?? LONGEST_WORD;
}
