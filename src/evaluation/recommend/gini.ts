/**
 * The Gini coefficient of amounts of at least 0: 0 when all are equal, (n − 1) / n when one has everything; 0 of nothing.
 *
 *   G = Σ (2i − n − 1) x_i / (n Σ x_i), x ascending, i from 1
 *
 * @see Gini 1912, "Variabilità e mutabilità".
 */
export function giniOf(amounts: Float64Array): number {
  const sorted = amounts.toSorted();
  const count = sorted.length;
  let sum = 0;
  let weighted = 0;
  for (const [place, amount] of sorted.entries()) {
    sum += amount;
    weighted += (2 * (place + 1) - count - 1) * amount;
  }
  return sum === 0 ? 0 : weighted / (count * sum);
}
