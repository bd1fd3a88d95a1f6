import { ndcgAt } from '../evaluation/ndcg';
import type { HeldOutList } from './gate/held-out.types';
import type { ScoreRows, TeachingList } from './ranker-workshop.port';

/** The first page as most people see it. */
const DEPTH = 10;

/** What a list would have earned if every place had been looked at: gains weighed by how unlikely the look was. */
export function debiasedGains({
  gains,
  weights,
}: Pick<TeachingList, 'gains' | 'weights'>): number[] {
  return gains.map((gain, row) => gain * (weights[row] ?? 1));
}

/**
 * How good the order by these scores is, 0 to 1: nDCG@10 with gains as they are, not raised to a power, as they are weights already.
 * Equal scores keep the order in which the rows come. 0 when nothing in the list was good.
 */
export function orderQuality(scores: ArrayLike<number>, gains: readonly number[]): number {
  const order = [...gains.keys()].sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0));
  const asGrade = (row: number): number => Math.log2(1 + (gains[row] ?? 0));
  return ndcgAt(
    DEPTH,
    order.map(asGrade),
    gains.map((_, row) => asGrade(row)),
  );
}

/**
 * How much a list counts: the mean weight of what was good in it. A list in which something good stood far down speaks for the many like it
 * in which nobody got there, and which are therefore no lists at all here. 0 when nothing was good.
 *
 * @see Swaminathan, Joachims 2015, "The Self-Normalized Estimator for Counterfactual Learning".
 */
export function listWeight(list: Pick<TeachingList, 'gains' | 'weights'>): number {
  const gained = list.gains.reduce((sum, gain) => sum + gain, 0);
  if (gained === 0) return 0;
  return debiasedGains(list).reduce((sum, gain) => sum + gain, 0) / gained;
}

/** What two rankers make of a list. */
export function contestOn(
  list: TeachingList,
  challenger: ScoreRows,
  champion: ScoreRows,
): HeldOutList {
  const gains = debiasedGains(list);
  const ranked = (score: ScoreRows) => {
    const scores = score(list.matrix);
    return { scores, quality: orderQuality(scores, gains) };
  };
  return {
    skus: list.skus,
    gains,
    weight: listWeight(list),
    visitor: list.visitor,
    challenger: ranked(challenger),
    champion: ranked(champion),
  };
}
