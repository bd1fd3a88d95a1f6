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
import type { HeldOutComparison } from '../models/held-out-comparison.port';
import { MODEL_KINDS, type ModelKind, type ModelVersion } from '../models/model.types';
import type { Clock } from '../shared/clock';
import type { NoticeBoard } from '../notices/notice-board.port';
import { FEATURE_NAMES, FEATURE_SET } from '../ranking/features/features';
import { loadScorer } from '../ranking/load-scorer';
import { loadRecommender } from '../recommendation/models/load-recommender';
import { systemStopwatch } from '../shared/deadline';
import { systemTimer } from '../shared/timer';
import { LoggedComparison } from '../training/compare-on-logged-lists';
import { judgeShadows } from '../training/gate/judge-shadows';
import { SHADOW_BOUNDS } from '../training/gate/judge-shadow';
import { NextItemComparison } from '../training/recommender/compare-on-next-items';
import { recommenderLoader } from './open-recommender';
import { shopHistory } from './shop-history';
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
  training: Config['training'],
  { clock, newId, logger }: Surroundings,
): OpenModels {
  const registry = answeringKnownErrors(new TypeOrmModelRegistry(database));
  const timing = { stopwatch: systemStopwatch, timer: systemTimer };
  const loader = new RankerLoader({ openEngine: processEngine, ...timing });
  const source = { registry, loader, features: FEATURE_NAMES, featureSet: FEATURE_SET };
  const recommenders = { registry, loader: recommenderLoader() };
  const tryOut = async (model: ModelVersion): Promise<void> => {
    const isRanker = model.kind === 'RERANKER';
    const loaded = await (isRanker ? loadScorer(model, source) : loadRecommender(model, recommenders)); // prettier-ignore
    await loaded.dispose();
  };
  const announce = (): void => {
    notices.publish({ kind: 'MODELS_CHANGED' });
  };
  return {
    models: new ModelService({
      registry,
      runs: answeringKnownErrors(new TypeOrmTrainingRuns(database)),
      heldOut: openComparisons(database, training, clock),
      tryOut,
      announce,
      wakeTrainer: (kind) => jobs.enqueue(kind === 'RERANKER' ? 'train-models' : 'train-recommender', {}), // prettier-ignore
      clock,
      newId,
    }),
    engineReport: async () => (await processEngine()).report,
    judgeShadows: async () => {
      for (const kind of MODEL_KINDS) {
        // Recommenders serve as soon as they have passed: decision 0027.
        const searches = kind === 'RERANKER' ? training.shadowSearches : 0;
        const settings = { ...SHADOW_BOUNDS, searches };
        await judgeShadows(kind, { registry, settings, announce, clock, logger });
      }
    },
  };
}

/** How two versions of a kind are held against each other. */
function openComparisons(
  database: Database,
  { historyDays, attributionMs, recommenders }: Config['training'],
  clock: Clock,
): Readonly<Record<ModelKind, HeldOutComparison>> {
  const registry = answeringKnownErrors(new TypeOrmModelRegistry(database));
  const gather = shopHistory(database, recommenders, clock);
  return {
    RERANKER: new LoggedComparison({
      registry,
      lists: answeringKnownErrors(new TypeOrmLoggedLists(database)),
      workshop: new EngineRankerWorkshop(processEngine),
      features: { set: FEATURE_SET, names: FEATURE_NAMES },
      historyMs: historyDays * DAY_MS,
      attributionMs,
      clock,
    }),
    RECOMMENDER: new NextItemComparison({
      registry,
      loader: recommenderLoader(),
      gather: (signal) => gather([], signal),
      stopwatch: systemStopwatch,
    }),
  };
}
