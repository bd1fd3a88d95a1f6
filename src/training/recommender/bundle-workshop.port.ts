import type { Checkpoints, Lessons } from '../../recommendation/learning/recommender-workshop.port';
import type { RecommenderName } from '../../recommendation/learning/recommender.port';
import type { Sku } from '../../shared/ids';

/** What to make a bundle of recommenders of. */
export interface BundleOrder {
  /** The name of each item of the lessons, by its number. */
  readonly skus: readonly Sku[];
  readonly lessons: Lessons;
  /** The number of the last event that the lessons have seen. */
  readonly lastSequence: number;
  /** The moment of the latest act in the lessons, in epoch milliseconds. */
  readonly learntTo: number | null;
  /** Parts that are to say what comes next; read only when it begins anew. */
  readonly parts: readonly RecommenderName[];
  /**
   * The bundle to go on from: what counts is counted anew, what is trained stays, and each speaks as loud as before. The items of the lessons begin with its own. Null
   * begins anew.
   */
  readonly previous: Uint8Array | null;
  readonly seed: number;
  readonly checkpoints: Checkpoints | null;
  readonly signal: AbortSignal;
  /** @param done 0 to 1. @param note for people. */
  readonly onProgress: (done: number, note?: string) => void;
}

export interface MadeBundle {
  readonly artefact: Uint8Array;
  /** What computed, such as `wasm`. */
  readonly engine: string;
  /** The parts that learnt something. */
  readonly parts: readonly RecommenderName[];
  /** By name, finite. */
  readonly metrics: Readonly<Record<string, number>>;
}

/** Makes bundles of recommenders: one model version each. */
export interface BundleWorkshop {
  /** @throws TroveError NOTHING_TO_LEARN; MODEL_CORRUPT, MODEL_INCOMPATIBLE for the one to go on from; the signal's reason when it is aborted. */
  make(order: BundleOrder): Promise<MadeBundle>;

  /** The names of its items, by number. @throws TroveError MODEL_CORRUPT, MODEL_INCOMPATIBLE */
  skusOf(artefact: Uint8Array): readonly Sku[];
}
