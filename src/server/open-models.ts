import { EngineRankerWorkshop } from '../../ml-models/reranker/ranker-workshop';
import { RankerLoader } from '../../ml-models/reranker/scorer-loader';
import type { EngineReport } from '../../ml-models/runtime/engine.types';
import { processEngine } from '../../ml-models/runtime/open-engine';
import { answeringKnownErrors } from '../adapters/storage-typeorm/answering-known-errors';
import type { Database } from '../adapters/storage-typeorm/database';
import { TypeOrmLoggedLists } from '../adapters/storage-typeorm/typeorm-logged-lists';
import { TypeOrmModelRegistry } from '../adapters/storage-typeorm/typeorm-model-registry';
import { TypeOrmTrainingRuns } from '../adapters/storage-typeorm/typeorm-training-runs';
import type { Config } from '../config/config';
import type { JobQueue } from '../jobs/job-queue.port';
import { ModelService } from '../models/model-service';
import { MODEL_KINDS, type ModelVersion } from '../models/model.types';
import type { NoticeBoard } from '../notices/notice-board.port';
import { FEATURE_NAMES, FEATURE_SET } from '../ranking/features/features';
import { loadScorer } from '../ranking/load-scorer';
import { systemStopwatch } from '../shared/deadline';
import { systemTimer } from '../shared/timer';
import { LoggedComparison } from '../training/compare-on-logged-lists';
import { judgeShadows } from '../training/gate/judge-shadows';
import { SHADOW_BOUNDS } from '../training/gate/judge-shadow';
import type { Surroundings } from './surroundings';

const DAY_MS = 86_400_000;

export interface ModelSources {
  readonly database: Database;
  readonly notices: NoticeBoard;
  readonly jobs: JobQueue;
}

export interface OpenModels {
  readonly models: ModelService;
  /** Promotes or refuses what has been in the shadow for long enough. */
  readonly judgeShadows: () => Promise<void>;
  /** What computes in this process, and why nothing better; opened when it is asked for. */
  readonly engineReport: () => Promise<EngineReport>;
}

/** What looks after versions of models. No engine is opened before one has to be tried. */
export function openModels(
  { database, notices, jobs }: ModelSources,
  { shadowSearches: searches, historyDays, attributionMs }: Config['training'],
  { clock, newId, logger }: Surroundings,
): OpenModels {
  const registry = answeringKnownErrors(new TypeOrmModelRegistry(database));
  const timing = { stopwatch: systemStopwatch, timer: systemTimer };
  const loader = new RankerLoader({ openEngine: processEngine, ...timing });
  const source = { registry, loader, features: FEATURE_NAMES, featureSet: FEATURE_SET };
  const tryOut = async (model: ModelVersion): Promise<void> => {
    const scorer = await loadScorer(model, source);
    await scorer.dispose();
  };
  const announce = (): void => {
    notices.publish({ kind: 'MODELS_CHANGED' });
  };
  const settings = { ...SHADOW_BOUNDS, searches };
  return {
    models: new ModelService({
      registry,
      runs: answeringKnownErrors(new TypeOrmTrainingRuns(database)),
      heldOut: new LoggedComparison({
        registry,
        lists: answeringKnownErrors(new TypeOrmLoggedLists(database)),
        workshop: new EngineRankerWorkshop(processEngine),
        features: { set: FEATURE_SET, names: FEATURE_NAMES },
        historyMs: historyDays * DAY_MS,
        attributionMs,
        clock,
      }),
      tryOut,
      announce,
      wakeTrainer: () => jobs.enqueue('train-models', {}),
      clock,
      newId,
    }),
    engineReport: async () => (await processEngine()).report,
    judgeShadows: async () => {
      for (const kind of MODEL_KINDS)
        await judgeShadows(kind, { registry, settings, announce, clock, logger });
    },
  };
}
