import type { RecommenderName } from '../../src/recommendation/learning/recommender.port';

/** How one part speaks in the choir. */
export interface Voice {
  readonly part: RecommenderName;
  /** At least 0; 0 is silence. */
  readonly weight: number;
  /** The share of all that is said at which a part begins to be heard, above 0: below it shares count as they are, above it by their logarithm. */
  readonly floor: number;
  /**
   * Scores become shares as exp(sharpness · score), for models whose scores may be negative; null for scores that are shares but for their sum, such as
   * counts.
   */
  readonly sharpness: number | null;
}

/** Below this, ln(1 + x) is x but for a hundred-thousandth part. */
const LINEAR = 1e-5;

/**
 * What a part says of every item to one context, at least 0:
 *
 *   weight · ln(1 + share / floor)
 *
 * where the shares of a row add up to 1. Parts that are added like this are a product of experts: an item must be likely by several to come first. The floor
 * keeps one that has nothing to say from having a veto.
 *
 * @see Hinton 2002, "Training Products of Experts by Minimizing Contrastive Divergence".
 */
export class Heard {
  private readonly shares: Shares;

  /** @param row scores by item; may end early, for a part that does not know the latest items. */
  constructor(
    private readonly row: Float32Array,
    private readonly voice: Voice,
  ) {
    this.shares = sharesOf(row, voice.sharpness);
  }

  of(item: number): number {
    const { weight, floor } = this.voice;
    return weight * Math.log1p(shareOf(this.shares, this.row[item] ?? 0) / floor);
  }

  addTo(sums: Float32Array): void {
    const { row, shares } = this;
    const { weight, floor } = this.voice;
    const { sharpness, top } = shares;
    const scale = 1 / (shares.total * floor);
    if (weight === 0 || !Number.isFinite(scale)) return;
    for (let item = 0; item < row.length; item += 1) {
      const score = row[item] ?? 0;
      if (sharpness === null && score <= 0) continue;
      const heard = scale * (sharpness === null ? score : Math.exp(sharpness * (score - top)));
      sums[item] = (sums[item] ?? 0) + weight * (heard < LINEAR ? heard : Math.log1p(heard));
    }
  }
}

/** What turns the scores of a row into shares. */
export interface Shares {
  readonly sharpness: number | null;
  /** The largest score; it keeps exponents from overflowing. */
  readonly top: number;
  readonly total: number;
}

export function sharesOf(row: Float32Array, sharpness: number | null): Shares {
  let total = 0;
  if (sharpness === null) {
    for (const score of row) if (score > 0) total += score;
    return { sharpness, top: 0, total };
  }
  let top = -Infinity;
  for (const score of row) if (score > top) top = score;
  for (const score of row) total += Math.exp(sharpness * (score - top));
  return { sharpness, top, total };
}

/** 0 to 1; 0 in a row without anything. */
export function shareOf({ sharpness, top, total }: Shares, score: number): number {
  const part = sharpness === null ? Math.max(0, score) : Math.exp(sharpness * (score - top));
  return total === 0 ? 0 : part / total;
}
