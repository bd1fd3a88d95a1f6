import type { ModelRegistry } from '../models/model-registry.port';
import type { ModelKind, ModelVersion } from '../models/model.types';
import type { TrainingRuns } from '../models/training-runs.port';
import { asEpochMs, type Clock, type EpochMs } from '../shared/clock';
import { asTrainingRunId, type NewId, type TrainingRunId } from '../shared/ids';
import type { Logger } from '../shared/logger';
import { dueTraining, type TrainingSchedule } from './due-training';
import { endOf } from './work-on-run';

/** How a process that trained has ended. */
export interface ProcessEnd {
  /** Null when a signal ended it. */
  readonly exitCode: number | null;
  /** Such as `SIGKILL`; null when it ended by itself. */
  readonly signal: string | null;
}

/** Trains a run in a process of its own, which notes by itself how it went. */
export type TrainInProcess = (run: TrainingRunId, signal: AbortSignal) => Promise<ProcessEnd>;

export interface TrainModelsParts {
  readonly runs: TrainingRuns;
  readonly registry: ModelRegistry;
  /** What kind of model; others are trained by jobs of their own, and none waits for another. */
  readonly kind: ModelKind;
  /** Whether there is anything to learn from since then that the champion does not know. */
  readonly hasNews: (since: EpochMs, champion: ModelVersion | null) => Promise<boolean>;
  readonly train: TrainInProcess;
  /** Tells all processes to look at the models again. */
  readonly tellOthers: () => void;
  /** Of what serves: another one cannot be gone on from. */
  readonly featureSet: string;
  readonly schedule: TrainingSchedule & { readonly historyMs: number };
  readonly clock: Clock;
  readonly newId: NewId;
  readonly logger: Logger;
}

/** After this long nobody works on a run any more, in milliseconds. */
export const LONGEST_RUN_MS = 2 * 3_600_000;

/** Runs looked back at, to see what is due. */
const RUNS_TO_SEE = 1000;

/** The jobs `train-models` and `train-recommender`: what was asked for first, then what is due. */
export async function trainModels(parts: TrainModelsParts, signal: AbortSignal): Promise<void> {
  const { runs, kind, clock, schedule, newId } = parts;
  await runs.abandon(asEpochMs(clock() - LONGEST_RUN_MS), clock());
  await trainQueued(parts, signal);
  if (signal.aborted) return;
  const mode = await modeDue(parts);
  if (mode === null) return;
  const every = Math.round((schedule.everyMs ?? 0) / 60_000);
  const id = asTrainingRunId(newId());
  const reason = `By schedule, every ${every} minutes`;
  await runs.add({ id, kind, mode, reason, queuedAt: clock() });
  await trainQueued(parts, signal);
}

async function trainQueued(parts: TrainModelsParts, signal: AbortSignal): Promise<void> {
  const tried = new Set<TrainingRunId>();
  for (;;) {
    const queued = await parts.runs.nextQueued(parts.kind);
    if (queued === null || tried.has(queued.id) || signal.aborted) return;
    tried.add(queued.id);
    await trainOne(parts, queued.id, signal);
  }
}

async function trainOne(
  { runs, train, tellOthers, clock, logger }: TrainModelsParts,
  run: TrainingRunId,
  signal: AbortSignal,
): Promise<void> {
  try {
    const end = await train(run, signal);
    const died = { code: 'PROCESS_DIED', message: diedOf(end, signal) };
    // A run that has noted its end by itself keeps it.
    await runs.finish(run, { state: 'FAILED', problem: died }, clock());
  } catch (error) {
    logger.error({ run, error: String(error) }, 'A training process could not be started');
    await runs.finish(run, endOf(error), clock());
  }
  tellOthers();
}

function diedOf({ exitCode, signal }: ProcessEnd, told: AbortSignal): string {
  if (told.aborted) return 'Trove was stopped while it trained. It trains again when it is due.';
  const way = signal === null ? `with exit code ${exitCode ?? 0}` : `by ${signal}`;
  return `The training process ended ${way} before it was done. It trains again when it is due; its log says more.`;
}

async function modeDue({
  runs,
  kind,
  registry,
  hasNews,
  featureSet,
  schedule,
  clock,
}: TrainModelsParts): Promise<ReturnType<typeof dueTraining>> {
  if (schedule.everyMs === null) return null;
  const champion = await registry.champion(kind);
  const mode = dueTraining(clock(), schedule, {
    runs: await runs.list(kind, RUNS_TO_SEE, null),
    champion,
    shadows: await registry.shadows(kind),
    featureSet,
  });
  if (mode === null) return null;
  const known = champion?.featureSet === featureSet ? champion.data.to : null;
  const since = Math.max((known ?? 0) + 1, clock() - schedule.historyMs);
  return (await hasNews(asEpochMs(since), champion)) ? mode : null;
}
