import type { Deadline } from '../shared/deadline';
import type { ModelId } from '../shared/ids';
import type { FeatureMatrix } from './feature-matrix';

/** What one feature adds to the difference between a candidate's score and the baseline's. */
export interface ScoreContribution {
  readonly feature: string;
  /** In units of the score. */
  readonly contribution: number;
}

/** What a scorer has done since it was loaded. */
export interface ScorerActivity {
  readonly forwardPasses: number;
  readonly lists: number;
  readonly rows: number;
  readonly tooLate: number;
  /** Sums, in milliseconds. */
  readonly queueWaitMs: number;
  readonly passMs: number;
}

/** One version of a model, ready to score. */
export interface ListScorer {
  readonly model: ModelId;
  readonly activity: ScorerActivity;

  /**
   * Lists of all requests that come at about the same time share a forward pass.
   *
   * @returns one score per row, higher is better.
   * @throws TroveError DEADLINE_EXCEEDED, SHUTTING_DOWN after `dispose`, INVALID_INPUT for rows of another width.
   */
  score(matrix: FeatureMatrix, deadline?: Deadline): Promise<Float32Array>;

  /** @param pair two rows: the candidate, and the baseline that it is compared with. @returns contributions that add up to the difference of their scores. */
  explain(pair: FeatureMatrix): readonly ScoreContribution[];

  /** Resolves when everything asked for has been answered and its memory is free. */
  dispose(): Promise<void>;
}

/** Makes scorers of artefacts. */
export interface ScorerLoader {
  /** What computes, such as `wasm`; for `models`, health and metrics. Null until first needed. */
  readonly engine: string | null;

  /**
   * @param features the names of the columns that serving will hand in.
   * @throws TroveError MODEL_CORRUPT, MODEL_INCOMPATIBLE
   */
  load(model: ModelId, artefact: Uint8Array, features: readonly string[]): Promise<ListScorer>;
}
