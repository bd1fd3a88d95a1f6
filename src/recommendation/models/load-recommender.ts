import type { ModelRegistry } from '../../models/model-registry.port';
import type { ModelVersion } from '../../models/model.types';
import { TroveError } from '../../shared/errors';
import { RECOMMENDER_SET } from './recommender-set';
import type { LoadedRecommender, RecommenderLoader } from './recommender-loader.port';

export interface RecommenderSource {
  readonly registry: Pick<ModelRegistry, 'artefact'>;
  readonly loader: RecommenderLoader;
}

/**
 * The version, whole and able to answer.
 *
 * @throws TroveError MODEL_CORRUPT, MODEL_INCOMPATIBLE, UNKNOWN_MODEL
 */
export async function loadRecommender(
  { id, featureSet }: Pick<ModelVersion, 'id' | 'featureSet'>,
  { registry, loader }: RecommenderSource,
): Promise<LoadedRecommender> {
  if (featureSet === RECOMMENDER_SET) return loader.load(id, await registry.artefact(id));
  throw new TroveError(
    'MODEL_INCOMPATIBLE',
    `The model ${id} is a bundle of the form ${featureSet}, and this version of Trove reads ${RECOMMENDER_SET}. Train it anew.`,
    { featureSet, serves: RECOMMENDER_SET },
  );
}
