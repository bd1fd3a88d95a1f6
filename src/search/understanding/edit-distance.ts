/**
 * Optimal string alignment distance: the fewest edits that turn one word into the other, where an edit inserts, deletes
 * or replaces one character or swaps two neighbours, and no part is edited twice. "recieve" is one edit from "receive".
 *
 *   d(i, j) = min of  d(i-1, j) + 1,  d(i, j-1) + 1,  d(i-1, j-1) + [a_i ≠ b_j],
 *                     d(i-2, j-2) + 1  when a_i = b_(j-1) and a_(i-1) = b_j
 *
 * It is symmetric, zero for equal words only, and at least the difference of the lengths. It is no metric: the triangle
 * inequality may fail ("ca", "ac", "abc": 1 + 1 < 3).
 *
 * @param max answers above it all come back as `max + 1`, and are found out early.
 * @returns a whole number from 0 to `max + 1`; characters are UTF-16 units.
 * @see Boytsov 2011, "Indexing methods for approximate dictionary searching", section 2.1.
 */
export function editDistance(one: string, other: string, max: number): number {
  if (one === other) return 0;
  if (Math.abs(one.length - other.length) > max) return max + 1;
  let twoAbove: number[] = [];
  let above = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let row = 1; row <= one.length; row += 1) {
    const current = nextRow({ one, other, row, above, twoAbove });
    // Later rows build on this one and the one above (by a swap), and never go below both.
    if (Math.min(...current) > max && Math.min(...above) >= max) return max + 1;
    twoAbove = above;
    above = current;
  }
  return Math.min(at(above, other.length), max + 1);
}

interface RowAbove {
  readonly one: string;
  readonly other: string;
  /** 1 to the length of `one`. */
  readonly row: number;
  readonly above: readonly number[];
  readonly twoAbove: readonly number[];
}

function nextRow({ one, other, row, above, twoAbove }: RowAbove): number[] {
  const current = [row];
  for (let column = 1; column <= other.length; column += 1) {
    const replaced = one[row - 1] === other[column - 1] ? 0 : 1;
    let fewest = Math.min(
      at(above, column) + 1,
      at(current, column - 1) + 1,
      at(above, column - 1) + replaced,
    );
    const swapped = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
    if (swapped && column > 1 && row > 1) fewest = Math.min(fewest, at(twoAbove, column - 2) + 1);
    current.push(fewest);
  }
  return current;
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
