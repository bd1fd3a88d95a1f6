import type { ModelId } from '../../shared/ids';
import type { ServingRecommender } from '../serving-recommender.port';

/** What a version has done since it was loaded. */
export interface RecommenderActivity {
  /** Times that the parts scored; questions that come at about the same time share one. */
  readonly passes: number;
  readonly questions: number;
  /** Questions whose deadline came before their answer. */
  readonly tooLate: number;
  /** Sum over the passes, in milliseconds. */
  readonly passMs: number;
}

/** A version in memory. */
export interface LoadedRecommender extends ServingRecommender {
  readonly activity: RecommenderActivity;

  /** Resolves when everything asked for has been answered and its memory is free. */
  dispose(): Promise<void>;
}

/** Makes versions that answer of artefacts. */
export interface RecommenderLoader {
  /** @throws TroveError MODEL_CORRUPT, MODEL_INCOMPATIBLE */
  load(model: ModelId, artefact: Uint8Array): Promise<LoadedRecommender>;
}
