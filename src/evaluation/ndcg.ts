/**
 * Discounted cumulative gain at rank k, with exponential gain:
 *
 *   DCG@k = sum over i = 1..k of (2^g_i - 1) / log2(i + 1)
 *
 * @param grades graded relevance in the order shown, one per result, each at least 0.
 * @returns at least 0; ranks beyond the list add nothing.
 * @see Burges et al. 2005, "Learning to Rank using Gradient Descent".
 */
export function dcgAt(k: number, grades: readonly number[]): number {
  return grades
    .slice(0, k)
    .reduce((sum, grade, index) => sum + (2 ** grade - 1) / Math.log2(index + 2), 0);
}

/**
 * Normalised discounted cumulative gain at rank k: DCG@k divided by the DCG@k of the best order there is.
 *
 * @param grades graded relevance in the order shown; 0 for a product that nobody judged.
 * @param judgedGrades the grades of every judged product of this query, shown or not, in any order.
 * @returns a value in [0, 1]; 0 when no judged product is relevant, so an empty query never lifts a mean.
 * @see Järvelin and Kekäläinen 2002, "Cumulated gain-based evaluation of IR techniques".
 */
export function ndcgAt(
  k: number,
  grades: readonly number[],
  judgedGrades: readonly number[],
): number {
  const ideal = dcgAt(
    k,
    judgedGrades.toSorted((a, b) => b - a),
  );
  return ideal === 0 ? 0 : dcgAt(k, grades) / ideal;
}
