/**
 * One over the place of the first relevant result: 1 for the first place, 1/2 for the second.
 *
 * @param grades graded relevance in the order shown; above 0 is relevant.
 * @returns a value in [0, 1]; 0 when nothing relevant is shown. Its mean over queries is the MRR.
 * @see Voorhees 1999, "The TREC-8 Question Answering Track Report".
 */
export function reciprocalRank(grades: readonly number[]): number {
  const index = grades.findIndex((grade) => grade > 0);
  return index === -1 ? 0 : 1 / (index + 1);
}

/**
 * The share of the relevant products that stand among the first k results.
 *
 * @param grades graded relevance in the order shown; above 0 is relevant.
 * @param relevantCount how many judged products of this query are relevant.
 * @returns a value in [0, 1]; 0 when no product is relevant.
 */
export function recallAt(k: number, grades: readonly number[], relevantCount: number): number {
  if (relevantCount === 0) return 0;
  return grades.slice(0, k).filter((grade) => grade > 0).length / relevantCount;
}
