import { answeringKnownErrors } from '../adapters/storage-typeorm/answering-known-errors';
import type { Database } from '../adapters/storage-typeorm/database';
import { TypeOrmLoggedLists } from '../adapters/storage-typeorm/typeorm-logged-lists';
import { TypeOrmModelRegistry } from '../adapters/storage-typeorm/typeorm-model-registry';
import { TypeOrmTrainingRuns } from '../adapters/storage-typeorm/typeorm-training-runs';
import type { Config } from '../config/config';
import type { NoticeBoard } from '../notices/notice-board.port';
import { FEATURE_SET } from '../ranking/features/features';
import { asEpochMs } from '../shared/clock';
import { trainModels } from '../training/train-models';
import type { Surroundings } from './surroundings';
import { trainingProcess } from './training-process';

export interface TrainingSources {
  readonly database: Database;
  readonly notices: NoticeBoard;
}

export interface OpenTraining {
  /** Pause between two looks for something to train, in milliseconds. */
  readonly turnMs: number;
  /** Does what was asked for, then what is due, each in a process of its own. */
  readonly trainModels: (signal: AbortSignal) => Promise<void>;
  /** Forgets what was known of pages that cannot teach any more. */
  readonly forgetFeatures: () => Promise<void>;
}

const DAY_MS = 86_400_000;

/** What was asked for while nobody could hear it waits at most so long, in milliseconds; timers end at 25 days anyway. */
const LONGEST_TURN_MS = 3_600_000;

/** Training as gateways and workers see it: nothing is learnt in their own process. */
export function openTraining(
  { database, notices }: TrainingSources,
  config: Config,
  { clock, newId, logger }: Surroundings,
): OpenTraining {
  const { everyMs, fullEveryMs, historyDays, attributionMs } = config.training;
  const historyMs = historyDays * DAY_MS;
  const lists = answeringKnownErrors(new TypeOrmLoggedLists(database));
  const parts = {
    runs: answeringKnownErrors(new TypeOrmTrainingRuns(database)),
    registry: answeringKnownErrors(new TypeOrmModelRegistry(database)),
    lists,
    train: trainingProcess(config, logger),
    tellOthers: () => {
      notices.publish({ kind: 'MODELS_CHANGED' });
    },
    featureSet: FEATURE_SET,
    schedule: { everyMs, fullEveryMs, historyMs },
    ...{ clock, newId, logger },
  };
  return {
    turnMs: Math.min(everyMs ?? LONGEST_TURN_MS, LONGEST_TURN_MS),
    trainModels: (signal) => trainModels(parts, signal),
    forgetFeatures: async () => {
      const now = clock();
      await lists.forget({
        unanswered: asEpochMs(now - attributionMs - DAY_MS),
        all: asEpochMs(now - historyMs),
      });
    },
  };
}
