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
  add(run: NewTrainingRun): Promise<TrainingRun>;
  find(id: TrainingRunId): Promise<TrainingRun | null>;
  /** Latest first. */
  list(kind: ModelKind, limit: number, before: EpochMs | null): Promise<readonly TrainingRun[]>;
  /** The one that waits longest; null when none waits. */
  nextQueued(kind: ModelKind): Promise<TrainingRun | null>;
  start(id: TrainingRunId, at: EpochMs): Promise<void>;
  progress(id: TrainingRunId, done: number): Promise<void>;
  finish(id: TrainingRunId, end: TrainingEnd, at: EpochMs): Promise<void>;
  /** Runs that are RUNNING although nobody works on them any more become FAILED. */
  abandon(startedBefore: EpochMs, at: EpochMs): Promise<number>;
}
