import { answeringKnownErrors } from '../adapters/storage-typeorm/answering-known-errors';
import type { Database } from '../adapters/storage-typeorm/database';
import { TypeOrmEventStore } from '../adapters/storage-typeorm/typeorm-event-store';
import { TypeOrmLoggedLists } from '../adapters/storage-typeorm/typeorm-logged-lists';
import { TypeOrmModelRegistry } from '../adapters/storage-typeorm/typeorm-model-registry';
import { TypeOrmTrainingRuns } from '../adapters/storage-typeorm/typeorm-training-runs';
import type { Config } from '../config/config';
import type { NoticeBoard } from '../notices/notice-board.port';
import { FEATURE_SET } from '../ranking/features/features';
import { RECOMMENDER_SET } from '../recommendation/models/recommender-set';
import { asEpochMs } from '../shared/clock';
import { trainModels, type TrainModelsParts } from '../training/train-models';
import type { Surroundings } from './surroundings';
import { trainingProcess } from './training-process';

export interface TrainingSources {
  readonly database: Database;
  readonly notices: NoticeBoard;
}

/** One kind of model, as gateways and workers train it. */
export interface TrainingTurns {
  /** Pause between two looks for something to train, in milliseconds. */
  readonly turnMs: number;
  /** Does what was asked for, then what is due, each in a process of its own. */
  readonly train: (signal: AbortSignal) => Promise<void>;
}

export interface OpenTraining {
  readonly reranker: TrainingTurns;
  readonly recommender: TrainingTurns;
  /** Forgets what was known of pages that cannot teach any more. */
  readonly forgetFeatures: () => Promise<void>;
  /** Forgets the bytes of recommenders that have had their time: each is as large as a catalogue. */
  readonly forgetRecommenders: () => Promise<void>;
}

/** Earlier recommenders that can be gone back to. */
const RECOMMENDERS_KEPT = 10;

const DAY_MS = 86_400_000;

/** What was asked for while nobody could hear it waits at most so long, in milliseconds; timers end at 25 days anyway. */
const LONGEST_TURN_MS = 3_600_000;

/** Training as gateways and workers see it: nothing is learnt in their own process. */
export function openTraining(
  { database, notices }: TrainingSources,
  config: Config,
  { clock, newId, logger }: Surroundings,
): OpenTraining {
  const { everyMs, fullEveryMs, historyDays, attributionMs, recommenders } = config.training;
  const historyMs = historyDays * DAY_MS;
  const lists = answeringKnownErrors(new TypeOrmLoggedLists(database));
  const events = answeringKnownErrors(new TypeOrmEventStore(database));
  const common = {
    runs: answeringKnownErrors(new TypeOrmTrainingRuns(database)),
    registry: answeringKnownErrors(new TypeOrmModelRegistry(database)),
    tellOthers: () => {
      notices.publish({ kind: 'MODELS_CHANGED' });
    },
    ...{ clock, newId, logger },
  };
  const reranker: TrainModelsParts = {
    ...common,
    kind: 'RERANKER',
    train: trainingProcess('reranker', config, logger),
    hasNews: (since) => lists.isAnswered(FEATURE_SET, since),
    featureSet: FEATURE_SET,
    schedule: { everyMs, fullEveryMs, historyMs },
  };
  const recommender: TrainModelsParts = {
    ...common,
    kind: 'RECOMMENDER',
    train: trainingProcess('recommender', config, logger),
    hasNews: async (_since, champion) =>
      (await events.read(champion?.metrics.lastSequence ?? 0, 1)).length > 0,
    featureSet: RECOMMENDER_SET,
    schedule: { ...recommenders, historyMs: recommenders.historyDays * DAY_MS },
  };
  return {
    reranker: turnsOf(reranker),
    recommender: turnsOf(recommender),
    forgetRecommenders: async () => {
      await common.registry.forgetBytes('RECOMMENDER', RECOMMENDERS_KEPT);
    },
    forgetFeatures: async () => {
      const now = clock();
      await lists.forget({
        unanswered: asEpochMs(now - attributionMs - DAY_MS),
        all: asEpochMs(now - historyMs),
      });
    },
  };
}

function turnsOf(parts: TrainModelsParts): TrainingTurns {
  return {
    turnMs: Math.min(parts.schedule.everyMs ?? LONGEST_TURN_MS, LONGEST_TURN_MS),
    train: (signal) => trainModels(parts, signal),
  };
}
