import { quoted, TroveError } from '../../src/shared/errors';

/** Chosen on the validation items of Amazon Beauty; the model card has the figures. */
export interface TwoTowerOptions {
  /** Numbers per vector, 1 to 512. */
  readonly width: number;
  /** Units of the hidden layer of the shopper's tower, 1 to 2048. */
  readonly hidden: number;
  /** The most passes over the acts, 1 to 1000. */
  readonly epochs: number;
  /** Epochs without progress on the validation items before it stops, 1 to 1000. */
  readonly patience: number;
  /** Acts per step, 2 to 4096: each is told from the others of its step. */
  readonly batch: number;
  /** Step size of Adam, above 0, up to 1. */
  readonly learningRate: number;
  /** Cosines are divided by it, above 0, up to 10. */
  readonly temperature: number;
  /** How much of the advantage of the popular, of being met often as a wrong answer, is taken back. 0 to 1. */
  readonly correction: number;
  /** What an item of the history counts for each that came after it, above 0, up to 1. */
  readonly recency: number;
  /** Items of the history that are looked at, the latest, 1 to 1000. */
  readonly history: number;
  /** How often an item has to do without its own vector in a step, so that features learn to stand in for it. 0 to 1. */
  readonly idDropout: number;
}

export const TWO_TOWER_DEFAULTS: TwoTowerOptions = {
  width: 64,
  hidden: 128,
  epochs: 8,
  patience: 3,
  batch: 512,
  learningRate: 0.01,
  temperature: 0.1,
  correction: 1,
  recency: 0.6,
  history: 20,
  idDropout: 0.1,
};

interface Limits {
  readonly least: number;
  readonly most: number;
  readonly isWhole?: true;
}

const ABOVE_NOTHING = 1e-9;

const LIMITS: Readonly<Record<keyof TwoTowerOptions, Limits>> = {
  width: { least: 1, most: 512, isWhole: true },
  hidden: { least: 1, most: 2048, isWhole: true },
  epochs: { least: 1, most: 1000, isWhole: true },
  patience: { least: 1, most: 1000, isWhole: true },
  batch: { least: 2, most: 4096, isWhole: true },
  learningRate: { least: ABOVE_NOTHING, most: 1 },
  temperature: { least: ABOVE_NOTHING, most: 10 },
  correction: { least: 0, most: 1 },
  recency: { least: ABOVE_NOTHING, most: 1 },
  history: { least: 1, most: 1000, isWhole: true },
  idDropout: { least: 0, most: 1 },
};

/** @throws TroveError INVALID_INPUT for an option beyond its limits. */
export function requireTwoTowerOptions(options: TwoTowerOptions): void {
  for (const name of Object.keys(LIMITS) as (keyof TwoTowerOptions)[]) {
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
