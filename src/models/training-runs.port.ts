import type { EpochMs } from '../shared/clock';
import type { ModelId, TrainingRunId } from '../shared/ids';
import type { ModelKind, TrainingMode, TrainingRun } from './model.types';

export interface NewTrainingRun {
  readonly id: TrainingRunId;
  readonly kind: ModelKind;
  readonly mode: TrainingMode;
  readonly reason: string;
  readonly queuedAt: EpochMs;
}

/** How a run ended. */
export type TrainingEnd =
  | { readonly state: 'SUCCEEDED'; readonly model: ModelId }
  | {
      readonly state: 'REFUSED' | 'FAILED';
      readonly problem: { readonly code: string; readonly message: string };
    };

/** Remembers what was trained, when and why. */
export interface TrainingRuns {
  /**
   * Adds a `QUEUED` run. At most one of a kind waits: while one does, nothing is added, and that one is the answer.
   *
   * @throws TroveError INVALID_INPUT when another run has this id.
   */
  add(run: NewTrainingRun): Promise<TrainingRun>;

  find(id: TrainingRunId): Promise<TrainingRun | null>;

  /**
   * Latest first.
   *
   * @param before those older than this one; null from the latest on.
   * @throws TroveError UNKNOWN_TRAINING_RUN when there is none of that kind to begin after.
   */
  list(
    kind: ModelKind,
    limit: number,
    before: TrainingRunId | null,
  ): Promise<readonly TrainingRun[]>;

  /** The one that waits; null when none does. */
  nextQueued(kind: ModelKind): Promise<TrainingRun | null>;

  /** From QUEUED to RUNNING. @returns false when it had been started before. @throws TroveError UNKNOWN_TRAINING_RUN */
  start(id: TrainingRunId, at: EpochMs): Promise<boolean>;

  /** Of a run that is RUNNING; anything else stays as it is. @param done 0 to 1; never goes back. */
  progress(id: TrainingRunId, done: number): Promise<void>;

  /** The first end stands: of a run that has ended, or was abandoned, nothing changes. @throws TroveError UNKNOWN_TRAINING_RUN */
  finish(id: TrainingRunId, end: TrainingEnd, at: EpochMs): Promise<void>;

  /**
   * Runs that are RUNNING although nobody works on them any more become FAILED with the code `ABANDONED`.
   *
   * @returns how many.
   */
  abandon(startedBefore: EpochMs, at: EpochMs): Promise<number>;
}
