import type { TargetPlaces } from './evaluate-next-items';

/** A mean over cases, and how far it would move had other shoppers of the same kind been asked. */
export interface CaseMean {
  readonly mean: number;
  /** Standard deviation over the square root of the number of cases; 0 for fewer than two. */
  readonly standardError: number;
}

/** How well targets are found among the first k. Each is 0 to 1. */
export interface RankMetrics {
  readonly k: number;
  /** Share of the cases whose target is among the first k. */
  readonly hitRate: CaseMean;
  /** 1 / log2(rank + 1) up to rank k, else 0: with one right answer the best possible is 1. */
  readonly ndcg: CaseMean;
  /** 1 / rank up to rank k, else 0. */
  readonly reciprocalRank: CaseMean;
}

export const CUTS: readonly number[] = [5, 10, 20];

/** What a case is worth when its target is found at a rank, from 1. */
export type RankGain = (rank: number) => number;

export const HIT: RankGain = () => 1;
export const DISCOUNTED: RankGain = (rank) => 1 / Math.log2(rank + 1);
export const RECIPROCAL: RankGain = (rank) => 1 / rank;

/**
 * By case, what it is worth when the list is cut at k. Where others have the score of the target, the mean over all orders of them: a constant score is worth
 * what a draw from a hat is, and no more.
 *
 * @see McSherry and Najork 2008, "Computing Information Retrieval Performance Measures Efficiently in the Presence of Tied Scores".
 */
export function gainsAt(k: number, gain: RankGain, { better, tied }: TargetPlaces): Float64Array {
  const upTo = new Float64Array(k + 1);
  for (let rank = 1; rank <= k; rank += 1) upTo[rank] = (upTo[rank - 1] ?? 0) + gain(rank);
  return Float64Array.from(better, (ahead, at) => {
    const equals = (tied[at] ?? 0) + 1;
    const [from, to] = [Math.min(ahead, k), Math.min(ahead + equals, k)];
    return ((upTo[to] ?? 0) - (upTo[from] ?? 0)) / equals;
  });
}

export function rankMetrics(k: number, places: TargetPlaces): RankMetrics {
  const mean = (gain: RankGain) => caseMean(gainsAt(k, gain, places));
  return { k, hitRate: mean(HIT), ndcg: mean(DISCOUNTED), reciprocalRank: mean(RECIPROCAL) };
}

/** The places of some of the cases, by their numbers. */
export function placesOf({ better, tied }: TargetPlaces, cases: readonly number[]): TargetPlaces {
  const pick = (from: Uint32Array) => Uint32Array.from(cases, (at) => from[at] ?? 0);
  return { better: pick(better), tied: pick(tied) };
}

function caseMean(values: Float64Array): CaseMean {
  const count = values.length;
  if (count === 0) return { mean: 0, standardError: 0 };
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const standardError = count < 2 ? 0 : Math.sqrt(squares / (count - 1) / count);
  return { mean, standardError };
}
