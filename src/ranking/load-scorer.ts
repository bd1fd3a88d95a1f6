import type { ModelRegistry } from '../models/model-registry.port';
import type { ModelVersion } from '../models/model.types';
import { TroveError, type ErrorCode } from '../shared/errors';
import type { ModelId } from '../shared/ids';
import { featureMatrix } from './feature-matrix';
import type { ListScorer, ScorerLoader } from './list-scorer.port';

/** A first pass takes many times as long as the next: nobody should wait for it. As many rows as a search has candidates. */
const WARM_ROWS = 100;

export interface ScorerSource {
  readonly registry: Pick<ModelRegistry, 'artefact'>;
  readonly loader: ScorerLoader;
  /** The columns that serving works out, in their order, and the id of that list. */
  readonly features: readonly string[];
  readonly featureSet: string;
}

/** The scorer of a version, which has scored once. @throws TroveError MODEL_CORRUPT, MODEL_INCOMPATIBLE, UNKNOWN_MODEL */
export async function loadScorer(
  { id, featureSet }: Pick<ModelVersion, 'id' | 'featureSet'>,
  source: ScorerSource,
): Promise<ListScorer> {
  const { registry, loader, features } = source;
  if (featureSet !== source.featureSet) throw otherFeatures(id, featureSet, source.featureSet);
  const scorer = await loader.load(id, await registry.artefact(id), features);
  const rows = featureMatrix(features.length, new Float32Array(WARM_ROWS * features.length));
  const scores = await scorer.score(rows);
  if (scores.every(Number.isFinite)) return scorer;
  await scorer.dispose();
  throw new TroveError(
    'MODEL_CORRUPT',
    `The model ${id} gives scores that are no numbers. Train anew, or serve an earlier one.`,
  );
}

/** What is wrong with the model itself; everything else may be well again. */
const REFUSALS: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'MODEL_CORRUPT',
  'MODEL_INCOMPATIBLE',
  'UNKNOWN_MODEL',
]);

/** Whether the model itself cannot be used, rather than whatever keeps it. */
export function isRefusal(error: unknown): error is TroveError {
  return error instanceof TroveError && REFUSALS.has(error.code);
}

function otherFeatures(model: ModelId, featureSet: string, own: string): TroveError {
  return new TroveError(
    'MODEL_INCOMPATIBLE',
    `The model ${model} reads the features ${featureSet}, and this version of Trove works out ${own}. Train it anew.`,
    { featureSet, serves: own },
  );
}
