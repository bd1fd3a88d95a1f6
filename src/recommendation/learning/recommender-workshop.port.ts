import type {
  BasketLog,
  InteractionLog,
  ItemFeatures,
  NextItemCase,
} from './interaction-log.types';
import type { Recommender, RecommenderName } from './recommender.port';

/** What a recommender may learn from. */
export interface Lessons {
  readonly log: InteractionLog;
  /** Null where nothing is known of the items but what shoppers did. */
  readonly features: ItemFeatures | null;
  /** Null where nobody knows what was bought together: then what one shopper touched counts as one basket. */
  readonly baskets: BasketLog | null;
}

/** Where a long training keeps how far it has come, so that one that was killed goes on. */
export interface Checkpoints {
  /** Null when there is none, or what is there is damaged or of another training. */
  load(): Promise<Uint8Array | null>;
  /** Replaces what was kept, whole or not at all. */
  save(bytes: Uint8Array): Promise<void>;
}

export interface FitOrder<Options> {
  readonly options: Options;
  readonly seed: number;
  /** To stop by and to choose by; never learnt from. Null: nothing was kept back. */
  readonly validation: readonly NextItemCase[] | null;
  /** The artefact of an earlier fit to go on from; null begins anew. Recommenders that cannot go on begin anew. */
  readonly previous: Uint8Array | null;
  readonly checkpoints: Checkpoints | null;
  readonly signal: AbortSignal;
  /** @param done 0 to 1. @param note for people, such as "epoch 12 of 200, NDCG@10 .0513". */
  readonly onProgress: (done: number, note?: string) => void;
}

export interface FittedRecommender {
  /** The same lessons, options and seed give the same bytes on one machine and engine. */
  readonly artefact: Uint8Array;
  /** What computed: `javascript`, or an engine such as `wasm`. */
  readonly engine: string;
  /** By name, finite; such as `epochs`, `seconds`, `validationNdcg10`. */
  readonly metrics: Readonly<Record<string, number>>;
}

/** Makes one kind of recommender and reads it back. */
export interface RecommenderWorkshop<Options extends object = object> {
  readonly name: RecommenderName;
  /** Chosen on validation data; what is not said otherwise. */
  readonly defaults: Options;

  /** @throws TroveError NOTHING_TO_LEARN for lessons that cannot teach, INVALID_INPUT for options; the signal's reason when it is aborted. */
  fit(lessons: Lessons, order: FitOrder<Options>): Promise<FittedRecommender>;

  /** @throws TroveError MODEL_CORRUPT, MODEL_INCOMPATIBLE */
  read(artefact: Uint8Array): Promise<Recommender>;
}
