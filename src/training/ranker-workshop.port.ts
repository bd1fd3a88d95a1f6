import type { FeatureMatrix } from '../ranking/feature-matrix';
import type { Sku } from '../shared/ids';

/** One list to learn from. */
export interface TeachingList {
  /** Per row. */
  readonly skus: readonly Sku[];
  readonly matrix: FeatureMatrix;
  /** Per row, how good it turned out to be, at least 0. */
  readonly gains: readonly number[];
  /** Per row, how much its gain counts, at least 0: against position bias. */
  readonly weights: readonly number[];
  /** Per row, the place where it was shown, from 0; absent for judgments, which know no places. */
  readonly positions?: readonly number[];
  /** Whose list it was; null when nobody knows, or it was judged. */
  readonly visitor: string | null;
  /** When it was shown, in epoch milliseconds; with this on every list the latest say when to stop. Absent for judgments. */
  readonly shownAt?: number;
}

/** What to train. */
export interface RankerOrder {
  /** Names of the columns of every list, in order. */
  readonly features: readonly string[];
  /** What an untrained ranker ranks by: weights of standardised features, by name. */
  readonly prior: Readonly<Record<string, number>>;
  readonly seed: number;
  /** The artefact to go on from; null to begin anew. */
  readonly warmStart: Uint8Array | null;
  readonly signal: AbortSignal;
  /** From 0 to 1. */
  readonly onProgress: (done: number) => void;
}

/** Scores of the rows of a list, higher is better; comparable within the list only. */
export type ScoreRows = (matrix: FeatureMatrix) => ArrayLike<number>;

export interface MadeRanker {
  readonly artefact: Uint8Array;
  /** What computed, such as `wasm`. */
  readonly engine: string;
  /** Lists that taught something. */
  readonly lists: number;
  /** First and last moment that was learnt from; null unless every list says when it was shown. */
  readonly shownFrom: number | null;
  readonly shownTo: number | null;
  /** By name. */
  readonly metrics: Readonly<Record<string, number>>;
  readonly score: ScoreRows;
  /** The order that training began from, by the prior alone. */
  readonly scoreUntrained: ScoreRows;
}

/** Makes rankers and reads them. */
export interface RankerWorkshop {
  /**
   * Equal lists and orders give equal artefacts on one machine.
   *
   * @throws TroveError NOTHING_TO_LEARN, TOO_MANY_ITEMS, INVALID_INPUT for what the lists are, MODEL_INCOMPATIBLE or MODEL_CORRUPT for the
   * warm start; the signal's reason when it is aborted.
   */
  train(
    lists: AsyncIterable<TeachingList> | Iterable<TeachingList>,
    order: RankerOrder,
  ): Promise<MadeRanker>;

  /** @throws TroveError MODEL_CORRUPT, MODEL_INCOMPATIBLE */
  read(artefact: Uint8Array, features: readonly string[]): ScoreRows;
}
