import { BundleLoader } from '../../ml-models/hybrid/bundle-loader';
import { answeringKnownErrors } from '../adapters/storage-typeorm/answering-known-errors';
import type { Database } from '../adapters/storage-typeorm/database';
import { TypeOrmModelRegistry } from '../adapters/storage-typeorm/typeorm-model-registry';
import type { NoticeBoard } from '../notices/notice-board.port';
import { LiveRecommenders } from '../recommendation/models/live-recommenders';
import type { RecommenderLoader } from '../recommendation/models/recommender-loader.port';
import { systemStopwatch } from '../shared/deadline';
import { systemTimer } from '../shared/timer';
import { RECOMMENDER_SHELF } from './recommender-shelf';
import type { Surroundings } from './surroundings';

export interface RecommenderSources {
  readonly database: Database;
  readonly notices: NoticeBoard;
}

/** The recommenders of this process, and the way to end them. */
export interface OpenRecommender {
  readonly live: LiveRecommenders;
  close(): Promise<void>;
}

/** What reads the bundles that training wrote. */
export function recommenderLoader(): RecommenderLoader {
  const workshops = () => new Map(RECOMMENDER_SHELF.map((workshop) => [workshop.name, workshop]));
  return new BundleLoader(workshops, { stopwatch: systemStopwatch });
}

/** Recommends with whatever version the registry names: that of now serves when this resolves. */
export async function openRecommender(
  { database, notices }: RecommenderSources,
  { clock, logger }: Surroundings,
): Promise<OpenRecommender> {
  const live = new LiveRecommenders({
    registry: answeringKnownErrors(new TypeOrmModelRegistry(database)),
    loader: recommenderLoader(),
    clock,
    stopwatch: systemStopwatch,
    after: systemTimer,
    logger,
  });
  const unsubscribe = notices.subscribe(({ kind }) => {
    if (kind === 'MODELS_CHANGED' || kind === 'LOOK_AGAIN') void live.lookAgain();
  });
  await live.lookAgain();
  return {
    live,
    close: async () => {
      unsubscribe();
      await live.close();
    },
  };
}
