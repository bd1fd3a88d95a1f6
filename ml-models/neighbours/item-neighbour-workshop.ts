import type {
  FitOrder,
  FittedRecommender,
  Lessons,
  RecommenderWorkshop,
} from '../../src/recommendation/learning/recommender-workshop.port';
import { LinkedRowsRecommender } from '../runtime/linked-rows-recommender';
import { addAmounts, addPairs } from '../runtime/pair-counts';
import { requireActs } from '../runtime/require-acts';
import { requireRanges } from '../runtime/require-range';
import {
  packItemNeighbours,
  sharedShoppersIn,
  unpackItemNeighbours,
} from './item-neighbour-artefact';
import {
  ITEM_NEIGHBOUR_DEFAULTS,
  ITEM_NEIGHBOUR_RANGES,
  type ItemNeighbourOptions,
} from './item-neighbour-options';
import { countSharedShoppers, type SharedShoppers } from './shared-shoppers';
import { similarityRows } from './similarity-rows';

/** Counts which items the same shoppers touched. Goes on from an earlier fit: then the log holds shoppers or visits that are not in the earlier one. */
export const itemNeighbourWorkshop: RecommenderWorkshop<ItemNeighbourOptions> = {
  name: 'item-neighbours',
  defaults: ITEM_NEIGHBOUR_DEFAULTS,
  fit: fitItemNeighbours,
  read: async (artefact) =>
    new LinkedRowsRecommender('item-neighbours', unpackItemNeighbours(artefact)),
};

/** Counting takes about half of the time. */
const COUNTED = 0.5;

async function fitItemNeighbours(
  { log }: Lessons,
  { options, previous, signal, onProgress }: FitOrder<ItemNeighbourOptions>,
): Promise<FittedRecommender> {
  requireRanges(options, ITEM_NEIGHBOUR_RANGES);
  requireActs(log, previous);
  const counted = await countSharedShoppers(log, options, {
    signal,
    onProgress: (done) => {
      onProgress(COUNTED * done);
    },
  });
  const counts =
    previous === null ? counted : together(sharedShoppersIn(previous, options), counted);
  const rows = await similarityRows(counts, options, {
    signal,
    onProgress: (done) => {
      onProgress(COUNTED + (1 - COUNTED) * done);
    },
  });
  return {
    artefact: packItemNeighbours(rows, counts, options),
    engine: 'javascript',
    metrics: { pairs: counts.pairs.others.length, links: rows.others.length },
  };
}

function together(before: SharedShoppers, since: SharedShoppers): SharedShoppers {
  const own = addAmounts(before.own, since.own);
  return { own, pairs: addPairs(before.pairs, since.pairs, own.length) };
}
