import { quoted, TroveError } from '../../src/shared/errors';

/** Chosen on the validation items of Amazon Beauty; the model card has the figures. */
export interface FactorisationOptions {
  /** Numbers per vector, 1 to 512. More tell more items apart, and cost as much more of memory and of every answer. */
  readonly factors: number;
  /** Passes over both sides, 1 to 100. */
  readonly rounds: number;
  /** The same when it goes on from an earlier fit. */
  readonly warmRounds: number;
  /** Steps of conjugate gradients per row and pass, 1 to 100. */
  readonly steps: number;
  /** What it counts that a pair that nothing is known of scores 0, where an act counts its weight. Above 0, up to 1. */
  readonly unobserved: number;
  /** How much the length of vectors counts, above 0, up to 1. */
  readonly regularisation: number;
  /** 0: alike for all rows; 1: in proportion to how often they occur. 0 to 1. */
  readonly frequencyPower: number;
  /** What an act counts, once a model answers, for each that came after it. Above 0; 1 makes all alike. */
  readonly recency: number;
  /** Acts of a history that are looked at, the latest, 1 to 1000. */
  readonly history: number;
  /** Scores are divided by the popularity of the item to this power, 0 to 1: the popular are in every history a little. */
  readonly popularityPower: number;
}

export const FACTORISATION_DEFAULTS: FactorisationOptions = {
  factors: 128,
  rounds: 8,
  warmRounds: 3,
  steps: 12,
  unobserved: 0.01,
  regularisation: 0.003,
  frequencyPower: 1,
  recency: 0.4,
  history: 50,
  popularityPower: 0.1,
};

interface Limits {
  readonly least: number;
  readonly most: number;
  readonly isWhole?: true;
}

const ABOVE_NOTHING = 1e-9;

const LIMITS: Readonly<Record<keyof FactorisationOptions, Limits>> = {
  factors: { least: 1, most: 512, isWhole: true },
  rounds: { least: 1, most: 100, isWhole: true },
  warmRounds: { least: 1, most: 100, isWhole: true },
  steps: { least: 1, most: 100, isWhole: true },
  unobserved: { least: ABOVE_NOTHING, most: 1 },
  regularisation: { least: ABOVE_NOTHING, most: 1 },
  frequencyPower: { least: 0, most: 1 },
  recency: { least: ABOVE_NOTHING, most: 1 },
  history: { least: 1, most: 1000, isWhole: true },
  popularityPower: { least: 0, most: 1 },
};

/** @throws TroveError INVALID_INPUT for an option beyond its limits. */
export function requireFactorisationOptions(options: FactorisationOptions): void {
  for (const name of Object.keys(LIMITS) as (keyof FactorisationOptions)[]) {
    const { least, most, isWhole } = LIMITS[name];
    const value = options[name];
    if (value >= least && value <= most && (isWhole !== true || Number.isInteger(value))) continue;
    throw new TroveError(
      'INVALID_INPUT',
      `${name} must be a ${isWhole === true ? 'whole ' : ''}number from ${least} to ${most}, got ${quoted(String(value))}.`,
      { name, least, most },
    );
  }
}
