import type { SeededRandom } from '../shared/seeded-random';
import { meanOf, percentileOf } from './statistics';

/** A mean and the range in which it plausibly lies when other queries of the same kind were asked. */
export interface MeanEstimate {
  readonly mean: number;
  /** Ends of the 95 % interval. */
  readonly low: number;
  readonly high: number;
}

/** How much better one run is than another on the same queries. */
export interface DifferenceEstimate extends MeanEstimate {
  /**
   * Share of the resamples in which the difference is not positive: small means that the candidate is better,
   * near 1 that it is worse. One-sided.
   */
  readonly pNotBetter: number;
}

/** Enough for two stable digits of a 95 % interval. */
export const DEFAULT_RESAMPLES = 10_000;

const LOW_PERCENT = 2.5;
const HIGH_PERCENT = 97.5;

/**
 * The mean with a bootstrap percentile interval: the queries are drawn again with replacement, `resamples` times.
 *
 * @see Efron and Tibshirani 1993, "An Introduction to the Bootstrap", chapter 13.
 */
export function estimateMean(
  values: readonly number[],
  resamples: number,
  random: SeededRandom,
): MeanEstimate {
  return intervalOf(values, resampledMeans(values, resamples, random));
}

/**
 * The mean difference candidate − baseline by query with a paired bootstrap interval. Both lists are in the same order
 * of queries; pairing takes the difficulty of a query out of the comparison.
 *
 * @see Sakai 2006, "Evaluating Evaluation Metrics based on the Bootstrap".
 */
export function estimateDifference(
  candidate: readonly number[],
  baseline: readonly number[],
  resamples: number,
  random: SeededRandom,
): DifferenceEstimate {
  if (candidate.length !== baseline.length) {
    throw new RangeError(
      `A paired difference needs as many candidates (${candidate.length}) as baselines (${baseline.length})`,
    );
  }
  const differences = candidate.map((value, index) => value - (baseline[index] ?? 0));
  const means = resampledMeans(differences, resamples, random);
  const notBetter = means.filter((mean) => mean <= 0).length;
  return {
    ...intervalOf(differences, means),
    pNotBetter: means.length === 0 ? 1 : notBetter / means.length,
  };
}

function intervalOf(values: readonly number[], means: readonly number[]): MeanEstimate {
  const mean = meanOf(values);
  if (means.length === 0) return { mean, low: mean, high: mean };
  return { mean, low: percentileOf(means, LOW_PERCENT), high: percentileOf(means, HIGH_PERCENT) };
}

/** Ascending; empty when there are no values or no resamples. */
function resampledMeans(
  values: readonly number[],
  resamples: number,
  random: SeededRandom,
): readonly number[] {
  if (values.length === 0) return [];
  const means = Array.from({ length: resamples }, () => {
    let sum = 0;
    for (let draw = 0; draw < values.length; draw += 1) sum += random.pick(values);
    return sum / values.length;
  });
  return means.sort((a, b) => a - b);
}
