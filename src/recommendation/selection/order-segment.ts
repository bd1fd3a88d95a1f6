import type { Sku } from '../../shared/ids';
import type { Candidate } from '../situation.types';
import { diversify, scaledScores } from './diversify';
import { productSimilarity, type Looks } from './product-similarity';

export interface SegmentOrder {
  /** λ of MMR. */
  readonly diversity: number;
  readonly looksOf: (sku: Sku) => Looks;
  /** The rules of the shop: above 1 boosts, below 1 buries. */
  readonly factorOf: (sku: Sku) => number;
  /** Products that are chosen for their difference; what follows stands in the order of fit. */
  readonly most: number;
}

/** What the last of a segment is worth: nothing would leave it nothing to be boosted. */
const LEAST_FIT = 0.05;

/** The candidates from which MMR chooses, for each that it is to choose. */
export const POOL_PER_CHOSEN = 5;

interface Fit {
  readonly candidate: Candidate;
  readonly score: number;
}

/** What one step proposed, moved by the rules of the shop and mixed. Without rules and with λ 0 it stays as it is. */
export function orderSegment(
  segment: readonly Candidate[],
  { diversity, looksOf, factorOf, most }: SegmentOrder,
): readonly Candidate[] {
  const fits = moved(segment, factorOf);
  if (diversity === 0) return fits.map(({ candidate }) => candidate);
  const pool = fits
    .slice(0, most * POOL_PER_CHOSEN)
    .map((fit) => ({ ...fit, looks: looksOf(fit.candidate.sku) }));
  const similarity = (one: { looks: Looks }, other: { looks: Looks }): number =>
    productSimilarity(one.looks, other.looks);
  const mixed = diversify(pool, similarity, diversity, most).map(({ candidate }) => candidate);
  const chosen = new Set(mixed);
  const others = fits.filter(({ candidate }) => !chosen.has(candidate));
  return [...mixed, ...others.map(({ candidate }) => candidate)];
}

function moved(segment: readonly Candidate[], factorOf: (sku: Sku) => number): readonly Fit[] {
  const scaled = scaledScores(segment);
  const factors = segment.map(({ sku }) => factorOf(sku));
  const fits = segment.map((candidate, place) => ({
    candidate,
    score: (factors[place] ?? 1) * (LEAST_FIT + (1 - LEAST_FIT) * (scaled[place] ?? 0)),
  }));
  const isMoved = factors.some((factor) => factor !== 1);
  return isMoved ? fits.sort((one, other) => other.score - one.score) : fits;
}
