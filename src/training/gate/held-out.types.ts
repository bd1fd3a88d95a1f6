import type { ModelId, Sku } from '../../shared/ids';

/** What one ranker makes of a list. Keyword order counts as a ranker too: its scores fall from place to place. */
export interface RankedList {
  /** How good its first ten are against what shoppers found, weighed against position bias, 0 to 1. */
  readonly quality: number;
  /** One per product, higher is better. */
  readonly scores: ArrayLike<number>;
}

/** A list that neither ranker learnt from. */
export interface HeldOutList {
  /** The candidates, in any order. */
  readonly skus: readonly Sku[];
  /** Per product, what shoppers found in it, weighed against position bias; at least 0. */
  readonly gains: readonly number[];
  /** How much the list counts, above 0: 1 unless position bias says otherwise. */
  readonly weight: number;
  /** Whose list it was; null when nobody knows. */
  readonly visitor: string | null;
  readonly challenger: RankedList;
  readonly champion: RankedList;
}

/** All that is known about a challenger before it may serve. */
export interface GateQuestion {
  /** What it is compared with; null for keyword order. */
  readonly champion: ModelId | null;
  readonly lists: readonly HeldOutList[];
  /** The challenger's scores of lists that it learnt from, one array per list; null when nobody kept them. */
  readonly trainingScores: readonly ArrayLike<number>[] | null;
  /** Milliseconds that the challenger takes for one list, mean; null when nobody measured. */
  readonly passMs: number | null;
  /** nDCG@10 of both on the shop's own judgments, per query in the same order; null when it has none. */
  readonly judgments: {
    readonly challenger: readonly number[];
    readonly champion: readonly number[];
  } | null;
}

/** Where the gate draws its lines. */
export interface GateSettings {
  /** The low end of the 95 % interval of the difference must be above this. */
  readonly margin: number;
  readonly fewestLists: number;
  readonly fewestVisitors: number;
  readonly resamples: number;
  /** Distinct products in first places, as a share of the champion's. */
  readonly leastCoverage: number;
  /** By how much a challenger may be surer of itself than it should, and than the champion is, beyond chance: 0 to 1. */
  readonly calibrationSlack: number;
  /** Population stability index. */
  readonly mostDrift: number;
  readonly longestPassMs: number;
  /** By how much mean nDCG@10 on judgments may fall below the champion's. */
  readonly judgmentsSlack: number;
}

/**
 * Drift above 0.25 is what is called a major shift where such indexes come from. The rest are house rules: wide enough for chance, narrow
 * enough for a model that broke.
 */
export const GATE_SETTINGS: GateSettings = {
  margin: 0,
  fewestLists: 100,
  fewestVisitors: 20,
  resamples: 2000,
  leastCoverage: 0.5,
  calibrationSlack: 0.1,
  mostDrift: 0.25,
  longestPassMs: 50,
  judgmentsSlack: 0.02,
};
