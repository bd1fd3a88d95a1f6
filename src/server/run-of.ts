import type { ModelKind, TrainingMode, TrainingRun } from '../models/model.types';
import type { TrainingRuns } from '../models/training-runs.port';
import { quoted, TroveError } from '../shared/errors';
import { asTrainingRunId, type TrainingRunId } from '../shared/ids';
import type { Surroundings } from './surroundings';

export interface WantedRun {
  /** A run that waits; null makes one. */
  readonly run: TrainingRunId | null;
  readonly kind: ModelKind;
  /** Of the run that is made. */
  readonly mode: TrainingMode;
  readonly reason: string;
}

/** The run that was asked for, or a new one. @throws TroveError UNKNOWN_TRAINING_RUN; INVALID_INPUT while another one waits. */
export async function runOf(
  runs: TrainingRuns,
  { run, kind, mode, reason }: WantedRun,
  { clock, newId }: Pick<Surroundings, 'clock' | 'newId'>,
): Promise<TrainingRun> {
  if (run !== null) {
    const known = await runs.find(run);
    if (known?.kind === kind) return known;
    throw new TroveError('UNKNOWN_TRAINING_RUN', `There is no such training run: ${quoted(run)}.`, {
      run,
    });
  }
  const id = asTrainingRunId(newId());
  const added = await runs.add({ id, kind, mode, reason, queuedAt: clock() });
  if (added.id === id) return added;
  throw new TroveError(
    'INVALID_INPUT',
    `The training ${added.id} is waiting to begin (${added.reason}). Try again when it has begun.`,
    { run: added.id },
  );
}
