import { dot, isZero, unit } from '../../search/semantic/vector-math';

/** Vectors of the candidates in one space, by candidate; null for those without one. */
export type CandidateVectors = readonly (Float32Array | null)[];

/** What weighs how much in a mean over the candidates. */
export interface CentreWeights {
  /** 1 for candidates whose titles hold every word. */
  readonly named: Float64Array;
  /** Scores of the first by keyword search, 0 for the others. */
  readonly best: Float64Array;
}

/** By candidate: cosine to the mean of those that are named; where there are none, or they say nothing, of the best. */
export function toNamed(vectors: CandidateVectors, { named, best }: CentreWeights): Float64Array {
  return cosines(vectors, meanDirection(vectors, named) ?? meanDirection(vectors, best));
}

/** By candidate: cosine to the mean of those that weigh anything. */
export function likeness(vectors: CandidateVectors, weights: Float64Array): Float64Array {
  return cosines(vectors, meanDirection(vectors, weights));
}

/** Of length 1; null when nothing that weighs has a vector, or they cancel each other out. */
export function meanDirection(
  vectors: CandidateVectors,
  weights: Float64Array,
): Float32Array | null {
  const dimensions = vectors.find((vector) => vector !== null)?.length ?? 0;
  const sum = new Float64Array(dimensions);
  for (const [candidate, vector] of vectors.entries()) {
    const weight = weights[candidate] ?? 0;
    if (vector !== null && weight !== 0) addTo(sum, vector, weight);
  }
  const centre = unit(sum);
  return isZero(centre) ? null : centre;
}

function addTo(sum: Float64Array, vector: Float32Array, weight: number): void {
  for (let k = 0; k < sum.length; k += 1) sum[k] = (sum[k] ?? 0) + weight * (vector[k] ?? 0);
}

/** By candidate. A vector of zeros says nothing, so nothing is known of its product, or of any where it is the centre. */
export function cosines(vectors: CandidateVectors, centre: Float32Array | null): Float64Array {
  const result = new Float64Array(vectors.length).fill(NaN);
  if (centre === null || isZero(centre)) return result;
  for (const [candidate, vector] of vectors.entries())
    if (vector !== null && saysSomething(vector)) result[candidate] = dot(vector, centre);
  return result;
}

/** Nearly all do, and then the first number tells. */
function saysSomething(vector: Float32Array): boolean {
  return vector[0] !== 0 || !isZero(vector);
}
