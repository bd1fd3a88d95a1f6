import { unit } from '../../src/search/semantic/vector-math';
import type { FeatureCounts } from './product-words';
import type { Vocabulary } from './vocabulary';

/** A vocabulary and where each of its features points. */
export interface LatentSpaceParts extends Vocabulary {
  /** Numbers per vector, at least 1. */
  readonly dimensions: number;
  /** By place of the feature: `dimensions` numbers each. */
  readonly directions: Float32Array;
}

/**
 * Latent semantic analysis: counts of features are weighted by rarity and projected on the strongest directions in which the
 * products of a catalogue differ. Features that occur with the same others come to point the same way.
 *
 * @see Deerwester et al. 1990, "Indexing by Latent Semantic Analysis".
 */
export class LatentSpace {
  private readonly places: ReadonlyMap<string, number>;

  constructor(readonly parts: LatentSpaceParts) {
    this.places = new Map(parts.features.map((feature, place) => [feature, place]));
  }

  get dimensions(): number {
    return this.parts.dimensions;
  }

  has(feature: string): boolean {
    return this.places.has(feature);
  }

  /** Known features by place with their weights. */
  *weigh(counts: FeatureCounts): Generator<readonly [place: number, weight: number]> {
    yield* weighed(counts, this.places, this.parts.idf);
  }

  /** A vector of length 1, or zero when no feature is known. */
  encode(counts: FeatureCounts): Float32Array {
    const { dimensions, directions } = this.parts;
    const sum = new Float64Array(dimensions);
    for (const [place, weight] of this.weigh(counts)) {
      const start = place * dimensions;
      for (let k = 0; k < dimensions; k += 1)
        sum[k] = (sum[k] ?? 0) + weight * (directions[start + k] ?? 0);
    }
    return unit(sum);
  }
}

/** (1 + ln count) · idf: the tenth mention says less than the first. Counts below 1 are taken as they are. */
export function* weighed(
  counts: FeatureCounts,
  places: ReadonlyMap<string, number>,
  idf: Float32Array,
): Generator<readonly [place: number, weight: number]> {
  for (const [feature, count] of counts) {
    const place = places.get(feature);
    if (place === undefined) continue;
    yield [place, (count > 1 ? 1 + Math.log(count) : count) * (idf[place] ?? 0)];
  }
}
