import type {
  FitOrder,
  FittedRecommender,
  Lessons,
  RecommenderWorkshop,
} from '../../src/recommendation/learning/recommender-workshop.port';
import type { Recommender } from '../../src/recommendation/learning/recommender.port';
import { TroveError } from '../../src/shared/errors';
import { requireActs } from '../runtime/require-acts';
import { packArrays, unpackArrays } from '../runtime/packed-arrays';
import { addActs, NO_COUNTS, type PopularityCounts } from './popularity-counts';
import { PopularityRecommender } from './popularity-recommender';

export interface PopularityOptions {
  /** Days until an act counts half, where times are known; 0: all count alike. */
  readonly halfLifeDays: number;
}

const KIND = 'popularity-1';
const DAY_MS = 86_400_000;

/** What most do, whoever asks: the least that every other recommender must beat. Goes on from an earlier fit. */
export const popularityWorkshop: RecommenderWorkshop<PopularityOptions> = {
  name: 'popularity',
  defaults: { halfLifeDays: 0 },
  fit: async (lessons, order) => fitPopularity(lessons, order),
  read: async (artefact): Promise<Recommender> =>
    new PopularityRecommender(countsFrom(artefact).counts),
};

function fitPopularity(
  { log }: Lessons,
  { options, previous, signal, onProgress }: FitOrder<PopularityOptions>,
): FittedRecommender {
  signal.throwIfAborted();
  const { halfLifeDays } = options;
  if (!(halfLifeDays >= 0))
    throw new TroveError(
      'INVALID_INPUT',
      `halfLifeDays is ${halfLifeDays}; it is a number of days, or 0 for no decay.`,
    );
  requireActs(log, previous);
  const before = previous === null ? NO_COUNTS : countsFrom(previous);
  const halfLifeMs = halfLifeDays === 0 ? null : halfLifeDays * DAY_MS;
  const { counts, asOf } = addActs(before, log, halfLifeMs);
  onProgress(1);
  return {
    artefact: packArrays(KIND, { arrays: { counts }, facts: { asOf } }),
    engine: 'javascript',
    metrics: { items: counts.reduce((touched, count) => touched + (count > 0 ? 1 : 0), 0) },
  };
}

function countsFrom(artefact: Uint8Array): PopularityCounts {
  const { arrays, facts } = unpackArrays(KIND, artefact);
  const { counts } = arrays;
  if (counts instanceof Float64Array && typeof facts['asOf'] === 'number')
    return { counts, asOf: facts['asOf'] };
  throw new TroveError('MODEL_CORRUPT', 'The model cannot be read: it holds no counts.');
}
