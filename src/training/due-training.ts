import type { ModelVersion, TrainingMode, TrainingRun } from '../models/model.types';
import type { EpochMs } from '../shared/clock';

export interface TrainingSchedule {
  /** Pause between two trainings, in milliseconds; null never trains by itself. */
  readonly everyMs: number | null;
  /** Pause between two trainings from nothing, in milliseconds. */
  readonly fullEveryMs: number;
}

export interface TrainingHistory {
  /** Latest first; reaching back as far as anybody cares. */
  readonly runs: readonly TrainingRun[];
  readonly champion: Pick<ModelVersion, 'featureSet'> | null;
  /** Challengers that are being tried in the shadow. */
  readonly shadows: readonly Pick<ModelVersion, 'createdAt'>[];
  /** Of the features that serving works out. */
  readonly featureSet: string;
}

/** Turns come a little early or late; a training that was due all but for that is due. */
const SLACK = 0.1;
const MOST_SLACK_MS = 60_000;

/**
 * What is to be trained now; null when nothing is due. A challenger in the shadow gets its chance first: another one trained beside it would only be
 * refused once it serves. One that nobody searches with does not hold up the next for ever.
 */
export function dueTraining(
  now: EpochMs,
  schedule: TrainingSchedule,
  history: TrainingHistory,
): TrainingMode | null {
  const { everyMs, fullEveryMs } = schedule;
  const { runs, champion, shadows, featureSet } = history;
  if (everyMs === null) return null;
  const pauseMs = everyMs - Math.min(everyMs * SLACK, MOST_SLACK_MS);
  if (runs[0] !== undefined && now - runs[0].queuedAt < pauseMs) return null;
  if (shadows.some(({ createdAt }) => now - createdAt < fullEveryMs)) return null;
  if (champion?.featureSet !== featureSet) return 'FULL';
  return now - lastFullAt(runs) >= fullEveryMs ? 'FULL' : 'FINE_TUNE';
}

/** When a training from nothing got through; when it was longer ago than anybody looked back, that long ago. */
function lastFullAt(runs: readonly TrainingRun[]): number {
  const full = runs.find(({ mode, state }) => mode === 'FULL' && state === 'SUCCEEDED');
  return (full ?? runs.at(-1))?.queuedAt ?? -Infinity;
}
