import { dot, isZero, unit } from './vector-math';

/** A product that may be shown, as far as its type goes. */
export interface TypeCandidate {
  /** Of length 1, or zero when nothing is known about the product's type. */
  readonly type: Float32Array;
  /** Its title holds every word of the query, or something that means the same. */
  readonly titleHoldsAll: boolean;
  /** How well keyword search likes it; at least 0. */
  readonly score: number;
}

/** When no title holds all words, the best by score stand for the type that was meant. */
const FALL_BACK_CANDIDATES = 20;

/**
 * Whether a product is the kind of thing that was asked for: the cosine, -1 to 1, of its type to the mean type of the candidates whose
 * titles hold all words of the query. "laptop" is in the titles of laptops and of laptop bags, but their types differ, and the
 * more common kind wins. Null where nothing is known: of one product's type, or of all.
 *
 * @returns one number per candidate, in their order.
 */
export function typicalities(candidates: readonly TypeCandidate[]): readonly (number | null)[] {
  const centre = centreOf(candidates);
  return candidates.map(({ type }) => (centre === null || isZero(type) ? null : dot(type, centre)));
}

function centreOf(candidates: readonly TypeCandidate[]): Float32Array | null {
  const named = candidates.filter(({ titleHoldsAll }) => titleHoldsAll);
  const best = candidates.toSorted((a, b) => b.score - a.score).slice(0, FALL_BACK_CANDIDATES);
  return meanDirection(named, () => 1) ?? meanDirection(best, ({ score }) => score);
}

/** Of length 1; null when there are no types, or they cancel each other out. */
function meanDirection(
  candidates: readonly TypeCandidate[],
  weightOf: (candidate: TypeCandidate) => number,
): Float32Array | null {
  const [first] = candidates;
  if (!first) return null;
  const sum = new Float64Array(first.type.length);
  for (const candidate of candidates) {
    const weight = weightOf(candidate);
    candidate.type.forEach((value, k) => {
      sum[k] = (sum[k] ?? 0) + weight * value;
    });
  }
  const mean = unit(sum);
  return isZero(mean) ? null : mean;
}
