import type { OptionRanges } from '../runtime/require-range';

export interface ItemNeighbourOptions {
  /** A shopper of n items counts n to the minus this: those who touch everything tell little about anything. */
  readonly lengthExponent: number;
  /** How much the popularity of both is taken out: .5 is the cosine. */
  readonly popularityExponent: number;
  /** What few observations are held back by. */
  readonly shrinkage: number;
  /** Below 1, one strong neighbour does not outweigh several weak ones. */
  readonly power: number;
  /** Kept of each item. */
  readonly neighbours: number;
  /** Items of a shopper that are counted, and of a past that are looked at: the latest. */
  readonly historyLength: number;
  /** What each step back in the past takes from its say; 1: all have the same. */
  readonly historyDecay: number;
  /** Whether the artefact carries the counters, so that a later fit can go on from it with new acts only. */
  readonly keepCounters: boolean;
}

/** Chosen on the validation items of Amazon Beauty. */
export const ITEM_NEIGHBOUR_DEFAULTS: ItemNeighbourOptions = {
  lengthExponent: 0.25,
  popularityExponent: 0.4,
  shrinkage: 3,
  power: 1.3,
  neighbours: 500,
  historyLength: 200,
  historyDecay: 1,
  keepCounters: true,
};

export const ITEM_NEIGHBOUR_RANGES: OptionRanges<ItemNeighbourOptions> = {
  lengthExponent: [0, 2],
  popularityExponent: [0, 1],
  shrinkage: [0, 1e6],
  power: [0.1, 4],
  neighbours: [1, 100_000],
  historyLength: [1, 10_000],
  historyDecay: [0, 1],
};
