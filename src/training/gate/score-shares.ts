/** Numbers only: neither NaN nor without end. */
export function isFinitely(scores: ArrayLike<number>): boolean {
  for (let at = 0; at < scores.length; at += 1) if (!Number.isFinite(scores[at])) return false;
  return true;
}

/** Which share of what is found in a list each score predicts: they add up to 1 (softmax, as the ranker is trained with). */
export function predictedShares(scores: ArrayLike<number>): readonly number[] {
  const all = Array.from(scores);
  const highest = Math.max(...all);
  const powers = all.map((score) => Math.exp(score - highest));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

/** Places of the list, the highest score first; equal scores as they came, what is no number last. */
export function placesByScore(scores: ArrayLike<number>): readonly number[] {
  const value = (at: number): number => {
    const score = scores[at] ?? NaN;
    return Number.isNaN(score) ? -Infinity : score;
  };
  return Array.from({ length: scores.length }, (_, at) => at).sort((left, right) => {
    const [ofLeft, ofRight] = [value(left), value(right)];
    return ofLeft === ofRight ? left - right : ofRight > ofLeft ? 1 : -1;
  });
}
