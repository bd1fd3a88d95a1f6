import { isFinitely, predictedShares } from './score-shares';

/** What a ranker predicted of a list, and what was found. */
export interface PredictedList {
  readonly scores: ArrayLike<number>;
  /** Per product, at least 0; only their proportions count. */
  readonly gains: readonly number[];
  /** How much the list counts, above 0. */
  readonly weight: number;
}

export interface Overconfidence {
  /** −1 to 1: 0 for a ranker whose predicted shares are those that are found, above it for one that is too sure of itself. */
  readonly excess: number;
  /** Standard deviation of it by chance, if the ranker were right. */
  readonly deviation: number;
}

/**
 * How much surer a ranker is of what will be found than it should be. A ranker that is right gives what is found the share Σ s² on average,
 * as it is found with the chance s and has the share s then; what it gave in fact is held against that. The spread follows
 * in the same way: Σ s³ − (Σ s²)².
 *
 * Modesty is no fault: training holds a ranker back on purpose while it knows little. Lists in which nothing was found, or whose scores are no
 * numbers, say nothing.
 *
 * @see Spiegelhalter 1986, "Probabilistic Prediction in Patient Management and Clinical Trials", for tests of calibration of this form.
 */
export function overconfidence(lists: readonly PredictedList[]): Overconfidence {
  let [weights, excess, variance] = [0, 0, 0];
  for (const { scores, gains, weight } of lists) {
    const found = gains.reduce((sum, gain) => sum + gain, 0);
    if (found === 0 || !isFinitely(scores)) continue;
    const shares = predictedShares(scores);
    const expected = moment(shares, 2);
    const given = shares.reduce((sum, share, at) => sum + (share * (gains[at] ?? 0)) / found, 0);
    weights += weight;
    excess += weight * (expected - given);
    variance += weight ** 2 * Math.max(0, moment(shares, 3) - expected ** 2);
  }
  if (weights === 0) return { excess: 0, deviation: 0 };
  return { excess: excess / weights, deviation: Math.sqrt(variance) / weights };
}

function moment(shares: readonly number[], power: number): number {
  return shares.reduce((sum, share) => sum + share ** power, 0);
}
