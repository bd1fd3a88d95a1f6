import { RankerLoader } from '../../ml-models/reranker/scorer-loader';
import { processEngine } from '../../ml-models/runtime/open-engine';
import type { RankingConfig } from '../config/config';
import type { ModelRegistry } from '../models/model-registry.port';
import type { NoticeBoard } from '../notices/notice-board.port';
import { FEATURES, FEATURE_NAMES, FEATURE_SET } from '../ranking/features/features';
import { LiveModels } from '../ranking/live-models';
import { NeuralRanker, type NeuralRankerParts } from '../ranking/neural-ranker';
import { systemStopwatch } from '../shared/deadline';
import { systemTimer } from '../shared/timer';
import { openFeatures, type FeatureSources } from './open-features';
import type { Surroundings } from './surroundings';

export interface RankingSources {
  readonly registry: ModelRegistry;
  readonly notices: NoticeBoard;
  readonly features: FeatureSources;
  readonly vectors: NeuralRankerParts['vectors'];
}

/** The ranker of this process, and the way to end it. */
export interface OpenRanking {
  readonly ranker: NeuralRanker;
  close(): Promise<void>;
}

/** Ranks with whatever model the registry names: that of now serves when this resolves. No engine is opened before there is a model. */
export async function openRanking(
  { registry, notices, features, vectors }: RankingSources,
  settings: RankingConfig,
  surroundings: Surroundings,
): Promise<OpenRanking> {
  const { clock, logger } = surroundings;
  const timing = { stopwatch: systemStopwatch, timer: systemTimer };
  const models = new LiveModels({
    registry,
    loader: new RankerLoader({ openEngine: processEngine, ...timing }),
    features: FEATURE_NAMES,
    featureSet: FEATURE_SET,
    clock,
    stopwatch: systemStopwatch,
    after: systemTimer,
    logger,
  });
  const unsubscribe = notices.subscribe(({ kind }) => {
    if (kind === 'MODELS_CHANGED' || kind === 'LOOK_AGAIN') void models.lookAgain();
  });
  await models.lookAgain();
  const opened = openFeatures(features, surroundings);
  const ranker = new NeuralRanker({
    builder: opened.builder,
    spaces: features.spaces,
    vectors,
    models,
    features: FEATURES,
    featureSet: FEATURE_SET,
    settings,
    stopwatch: systemStopwatch,
    logger,
  });
  return {
    ranker,
    close: async () => {
      unsubscribe();
      await models.close();
      await opened.close();
    },
  };
}
