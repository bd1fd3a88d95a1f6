/** Rows by score, best first; equal scores keep the order that they had. @throws RangeError when a score is not finite. */
export function rowsByScore(scores: Float32Array): readonly number[] {
  if (!scores.every(Number.isFinite)) throw new RangeError('Some scores are no numbers.');
  return [...scores.keys()].sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b);
}

/** Share of the first `top` rows of one order that are among the first of the other, 0 to 1; shorter lists count as they are. */
export function overlapAtTop(
  top: number,
  one: readonly number[],
  other: readonly number[],
): number {
  const wanted = new Set(one.slice(0, top));
  const both = other.slice(0, top).filter((row) => wanted.has(row)).length;
  return wanted.size === 0 ? 1 : both / wanted.size;
}
