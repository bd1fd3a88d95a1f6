import type { OptionRanges } from '../runtime/require-range';

export interface UserNeighbourOptions {
  /** Shoppers whose histories are asked, the most alike. */
  readonly neighbours: number;
  /** How much the rarity of a shared item counts. */
  readonly rarityExponent: number;
  /** A neighbour of n items counts n to the minus this. */
  readonly lengthExponent: number;
  /** What each step back in the past takes from its say; 1: all have the same. */
  readonly historyDecay: number;
  /** What each step away from the shared item, in the neighbour's history, takes; 1: the whole history counts alike. */
  readonly stepDecay: number;
  /** Items kept of a shopper, and looked at of a past: the latest. */
  readonly historyLength: number;
  /** Shoppers asked per item: the last of the log. Bounds what an item that everybody touched costs. */
  readonly shoppersPerItem: number;
}

/** Chosen on the validation items of Amazon Beauty. */
export const USER_NEIGHBOUR_DEFAULTS: UserNeighbourOptions = {
  neighbours: 200,
  rarityExponent: 1,
  lengthExponent: 0.5,
  historyDecay: 0.7,
  stepDecay: 0.8,
  historyLength: 100,
  shoppersPerItem: 2000,
};

export const USER_NEIGHBOUR_RANGES: OptionRanges<UserNeighbourOptions> = {
  neighbours: [1, 100_000],
  rarityExponent: [0, 4],
  lengthExponent: [0, 2],
  historyDecay: [0, 1],
  stepDecay: [0, 1],
  historyLength: [1, 10_000],
  shoppersPerItem: [1, 1_000_000],
};
