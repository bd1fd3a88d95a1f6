import { ShelfBundleWorkshop } from '../../ml-models/hybrid/bundle-workshop';
import { Database } from '../adapters/storage-typeorm/database';
import { TypeOrmModelRegistry } from '../adapters/storage-typeorm/typeorm-model-registry';
import { TypeOrmTrainingRuns } from '../adapters/storage-typeorm/typeorm-training-runs';
import type { Config } from '../config/config';
import type { TrainingMode } from '../models/model.types';
import { systemStopwatch } from '../shared/deadline';
import type { TrainingRunId } from '../shared/ids';
import {
  trainRecommender,
  type RecommenderTrainingParts,
  type TrainedRecommender,
} from '../training/recommender/train-recommender';
import { workOnRun } from '../training/work-on-run';
import { recommenderLoader } from './open-recommender';
import { recommenderParts } from './recommender-parts';
import { HYBRID_WORKSHOP, RECOMMENDER_SHELF } from './recommender-shelf';
import { runOf } from './run-of';
import { shopHistory } from './shop-history';
import { locationOf } from './open-stores';
import { machine, type Surroundings } from './surroundings';
import { tellOthers } from './tell-others';

/** What to train here and now. */
export interface RecommenderTrainingRequest {
  /** A run that waits; null makes one. */
  readonly run: TrainingRunId | null;
  /** Of the run that is made. */
  readonly mode: TrainingMode;
  readonly reason: string;
  readonly seed: number;
  readonly signal: AbortSignal;
  /** @param done 0 to 1. @param note for people. */
  readonly onProgress: (done: number, note?: string) => void;
}

/**
 * Trains the recommenders in this process.
 *
 * @returns null when somebody else works on the run.
 * @throws TroveError for what the data, or the request is; the run says so too.
 */
export async function trainRecommenderHere(
  config: Config,
  { run: asked, mode, reason, ...order }: RecommenderTrainingRequest,
  surroundings: Partial<Surroundings> = {},
): Promise<TrainedRecommender | null> {
  const machinery = { ...machine, ...surroundings };
  const database = await Database.open(locationOf(config));
  try {
    const runs = new TypeOrmTrainingRuns(database);
    const wanted = { run: asked, kind: 'RECOMMENDER' as const, mode, reason };
    const run = await runOf(runs, wanted, machinery);
    const { clock } = machinery;
    const trained = await workOnRun({ runs, clock }, run.id, async (onProgress) =>
      trainRecommender(await partsOf(config, database, machinery), {
        ...order,
        ...{ run: run.id, mode: run.mode, reason: run.reason },
        onProgress: (done, note) => {
          onProgress(done);
          order.onProgress(done, note);
        },
      }),
    );
    if (trained !== null) await tellOthers(config, machinery);
    return trained;
  } finally {
    await database.close();
  }
}

async function partsOf(
  { training }: Config,
  database: Database,
  { clock, newId }: Surroundings,
): Promise<RecommenderTrainingParts> {
  const partsFor = await recommenderParts(training.recommenders.parts);
  return {
    registry: new TypeOrmModelRegistry(database),
    workshop: new ShelfBundleWorkshop(HYBRID_WORKSHOP, RECOMMENDER_SHELF),
    loader: recommenderLoader(),
    gather: shopHistory(database, training.recommenders, clock),
    partsFor: ({ log }) => partsFor(log.items.length),
    ...{ clock, newId, stopwatch: systemStopwatch },
  };
}
