import { ndcgAt } from '../evaluation/ndcg';
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

/** How one list was ordered by two rankers. */
export interface ListComparison {
  readonly challenger: number;
  readonly champion: number;
}

/** A list that nobody learnt from, and what both made of it. */
export interface ComparedList extends ListComparison {
  readonly list: TeachingList;
  readonly challengerScores: ArrayLike<number>;
  readonly championScores: ArrayLike<number>;
}

export function compareOn(
  list: TeachingList,
  challenger: ScoreRows,
  champion: ScoreRows,
): ComparedList {
  const gains = debiasedGains(list);
  const challengerScores = challenger(list.matrix);
  const championScores = champion(list.matrix);
  return {
    list,
    ...{ challengerScores, championScores },
    challenger: orderQuality(challengerScores, gains),
    champion: orderQuality(championScores, gains),
  };
}

/**
 * The qualities of all lists, each weighed by how unlikely it was to be answered at all: a list in which something good stood far down speaks
 * for the many like it that got no answer. The means stay within 0 and 1.
 *
 * @see Swaminathan, Joachims 2015, "The Self-Normalized Estimator for Counterfactual Learning".
 */
export function debiasedComparisons(lists: readonly ComparedList[]): readonly ListComparison[] {
  const weights = lists.map(({ list }) => meanWeight(list));
  const mean = weights.reduce((sum, weight) => sum + weight, 0) / Math.max(1, weights.length);
  return lists.map(({ challenger, champion }, index) => {
    const share = (weights[index] ?? 0) / mean;
    return { challenger: challenger * share, champion: champion * share };
  });
}

/** The mean weight of what was good. */
function meanWeight(list: TeachingList): number {
  const gained = list.gains.reduce((sum, gain) => sum + gain, 0);
  return debiasedGains(list).reduce((sum, gain) => sum + gain, 0) / gained;
}
