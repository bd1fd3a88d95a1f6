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
    row: Float32Array,
    private readonly voice: Voice,
  ) {
    this.shares = sharesOf(row, voice.sharpness);
  }

  of(item: number): number {
    const { weight, floor } = this.voice;
    return weight * Math.log1p(shareOf(this.shares, item) / floor);
  }

  addTo(sums: Float32Array): void {
    const { parts, total } = this.shares;
    const { weight, floor } = this.voice;
    const scale = 1 / (total * floor);
    if (weight === 0 || !Number.isFinite(scale)) return;
    for (let item = 0; item < parts.length; item += 1) {
      const heard = scale * (parts[item] as number);
      if (heard <= 0) continue;
      sums[item] = (sums[item] as number) + weight * (heard < LINEAR ? heard : Math.log1p(heard));
    }
  }
}

/** The scores of a row as parts of a whole. */
export interface Shares {
  /** By item, at least 0. */
  readonly parts: Float32Array;
  readonly total: number;
}

/** Scores that are shares but for their sum are taken as they are; others are raised to the power of e, once for each item. */
export function sharesOf(row: Float32Array, sharpness: number | null): Shares {
  const parts = sharpness === null ? row : exponentials(row, sharpness);
  let total = 0;
  for (const part of parts) if (part > 0) total += part;
  return { parts, total };
}

/** Divided by the largest, so that none overflows. */
function exponentials(row: Float32Array, sharpness: number): Float32Array {
  let top = -Infinity;
  for (const score of row) if (score > top) top = score;
  const parts = new Float32Array(row.length);
  for (let item = 0; item < row.length; item += 1)
    parts[item] = Math.exp(sharpness * ((row[item] as number) - top));
  return parts;
}

/** 0 to 1; 0 in a row without anything. */
export function shareOf({ parts, total }: Shares, item: number): number {
  return total === 0 ? 0 : Math.max(0, parts[item] ?? 0) / total;
}
