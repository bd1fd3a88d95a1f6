import type { TrainingEnd, TrainingRuns } from '../models/training-runs.port';
import type { Clock } from '../shared/clock';
import { TroveError, type ErrorCode } from '../shared/errors';
import type { ModelId, TrainingRunId } from '../shared/ids';

/** What says that the data, or the model to go on from, is not fit for training; anything else is a breakage. */
const REFUSALS: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'NOTHING_TO_LEARN',
  'TOO_MANY_ITEMS',
  'MODEL_CORRUPT',
  'MODEL_INCOMPATIBLE',
  'INVALID_INPUT',
  'FILE_UNREADABLE',
  'FILE_MALFORMED',
]);

const STOPPED = 'It was told to stop before it was done. It trains again when it is due.';

/** Pause between two notes of progress, in milliseconds: each is a write. */
const NOTE_EVERY_MS = 1000;

/**
 * Does the training of a run, and keeps its progress and how it ended.
 *
 * @returns null when somebody else works, or has worked, on it.
 * @throws what the training throws, after it has been noted.
 */
export async function workOnRun<Trained extends { readonly model: { readonly id: ModelId } }>(
  { runs, clock }: { readonly runs: TrainingRuns; readonly clock: Clock },
  run: TrainingRunId,
  train: (onProgress: (done: number) => void) => Promise<Trained>,
): Promise<Trained | null> {
  if (!(await runs.start(run, clock()))) return null;
  let notedAt = 0;
  const onProgress = (done: number): void => {
    if (clock() - notedAt < NOTE_EVERY_MS) return;
    notedAt = clock();
    // Whoever watches sees the next one.
    runs.progress(run, done).catch(() => undefined);
  };
  try {
    const trained = await train(onProgress);
    await runs.finish(run, { state: 'SUCCEEDED', model: trained.model.id }, clock());
    return trained;
  } catch (error) {
    await runs.finish(run, endOf(error), clock());
    throw error;
  }
}

/** How a run ends that did not get through. */
export function endOf(error: unknown): TrainingEnd {
  if (error instanceof TroveError) {
    const { code, message } = error;
    return { state: REFUSALS.has(code) ? 'REFUSED' : 'FAILED', problem: { code, message } };
  }
  if (error instanceof Error && error.name === 'AbortError')
    return { state: 'FAILED', problem: { code: 'STOPPED', message: STOPPED } };
  const message = error instanceof Error ? error.message : String(error);
  return { state: 'FAILED', problem: { code: 'BROKE_OFF', message } };
}
