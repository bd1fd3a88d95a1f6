import type {
  FitOrder,
  FittedRecommender,
  Lessons,
  RecommenderWorkshop,
} from '../../src/recommendation/learning/recommender-workshop.port';
import { requireActs } from '../runtime/require-acts';
import { requireRanges } from '../runtime/require-range';
import { distinctHistories } from './distinct-histories';
import {
  historiesAfter,
  packUserNeighbours,
  unpackUserNeighbours,
} from './user-neighbour-artefact';
import {
  USER_NEIGHBOUR_DEFAULTS,
  USER_NEIGHBOUR_RANGES,
  type UserNeighbourOptions,
} from './user-neighbour-options';
import { UserNeighbourRecommender } from './user-neighbour-recommender';

/** Keeps what shoppers touched; all the work is done when asked. Goes on from an earlier fit: then the log holds other shoppers or visits. */
export const userNeighbourWorkshop: RecommenderWorkshop<UserNeighbourOptions> = {
  name: 'user-neighbours',
  defaults: USER_NEIGHBOUR_DEFAULTS,
  fit: async (lessons, order) => keepHistories(lessons, order),
  read: async (artefact) => {
    const { histories, options } = unpackUserNeighbours(artefact);
    return new UserNeighbourRecommender(histories, options);
  },
};

function keepHistories(
  { log }: Lessons,
  { options, previous, signal, onProgress }: FitOrder<UserNeighbourOptions>,
): FittedRecommender {
  requireRanges(options, USER_NEIGHBOUR_RANGES);
  signal.throwIfAborted();
  requireActs(log, previous);
  const { offsets, items } = distinctHistories(log, options.historyLength);
  const since = { itemCount: log.itemCount, offsets, items };
  const histories = previous === null ? since : historiesAfter(previous, since, options);
  onProgress(1);
  return {
    artefact: packUserNeighbours(histories, options),
    engine: 'javascript',
    metrics: { shoppers: histories.offsets.length - 1 },
  };
}
