import type { OptionRanges } from '../runtime/require-range';

export interface TransitionOptions {
  /** How many acts after one still count as following it. */
  readonly window: number;
  /** What each further act between two takes from how much the later follows the earlier. */
  readonly gapDecay: number;
  /** How much "came before" counts beside "came after". */
  readonly backward: number;
  /** A shopper of n acts counts n to the minus this: those who touch everything tell little about anything. */
  readonly lengthExponent: number;
  /** A pair seen n times counts n / (n + this): once or twice may be chance. */
  readonly shrinkage: number;
  /** How much less what follows everything counts, by its popularity; at either end of a step. */
  readonly popularityExponent: number;
  /** Below 1, one strong link does not outweigh several weak ones. */
  readonly power: number;
  /** Links kept of each item. */
  readonly neighbours: number;
  /** What each step back in the past takes from its say. */
  readonly historyDecay: number;
  /** How many items of the past are looked at. */
  readonly historyLength: number;
  /** How much popularity alone counts, for the best known item. */
  readonly prior: number;
  /** Whether the artefact carries the counters, so that a later fit can go on from it with new acts only; about twice as large. */
  readonly keepCounters: boolean;
}

/** Chosen on the validation items of Amazon Beauty. */
export const TRANSITION_DEFAULTS: TransitionOptions = {
  window: 50,
  gapDecay: 0.8,
  backward: 0.2,
  lengthExponent: 0.1,
  shrinkage: 3,
  popularityExponent: 0.15,
  power: 0.8,
  neighbours: 200,
  historyDecay: 0.5,
  historyLength: 20,
  prior: 1e-4,
  keepCounters: true,
};

export const TRANSITION_RANGES: OptionRanges<TransitionOptions> = {
  window: [1, 1000],
  gapDecay: [0, 1],
  backward: [0, 1],
  lengthExponent: [0, 2],
  shrinkage: [0, 1e6],
  popularityExponent: [0, 1],
  power: [0.1, 2],
  neighbours: [1, 100_000],
  historyDecay: [0, 1],
  historyLength: [1, 1000],
  prior: [0, 1],
};
