/** The first of the units that stand for half a character, and the first after them. */
const SURROGATES = 0xd800;
const BEYOND_SURROGATES = 0xe000;

/** Compares by code points, as the bytes of UTF-8 do; the units of a text do too, except that halves of characters stand below some whole ones. */
export function inCodePointOrder(one: string, other: string): number {
  const length = Math.min(one.length, other.length);
  for (let at = 0; at < length; at += 1) {
    const difference = one.charCodeAt(at) - other.charCodeAt(at);
    if (difference !== 0) return rankOf(one.charCodeAt(at)) - rankOf(other.charCodeAt(at));
  }
  return one.length - other.length;
}

function rankOf(unit: number): number {
  const isHalf = unit >= SURROGATES && unit < BEYOND_SURROGATES;
  return isHalf ? unit + BEYOND_SURROGATES : unit;
}
