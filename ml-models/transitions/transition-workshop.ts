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
import { linkRows } from './link-rows';
import { countsIn, packTransitions, unpackTransitions } from './transition-artefact';
import { countTransitions, type TransitionCounts } from './transition-counts';
import {
  TRANSITION_DEFAULTS,
  TRANSITION_RANGES,
  type TransitionOptions,
} from './transition-options';

/** Counts what comes after what. Goes on from an earlier fit: then the log holds what came since, of shoppers or visits that are not in the earlier one. */
export const transitionWorkshop: RecommenderWorkshop<TransitionOptions> = {
  name: 'transitions',
  defaults: TRANSITION_DEFAULTS,
  fit: fitTransitions,
  read: async (artefact) => new LinkedRowsRecommender('transitions', unpackTransitions(artefact)),
};

/** Counting takes about half of the time. */
const COUNTED = 0.5;

async function fitTransitions(
  { log }: Lessons,
  { options, previous, signal, onProgress }: FitOrder<TransitionOptions>,
): Promise<FittedRecommender> {
  requireRanges(options, TRANSITION_RANGES);
  requireActs(log, previous);
  const counted = await countTransitions(log, options, {
    signal,
    onProgress: (done) => {
      onProgress(COUNTED * done);
    },
  });
  const counts = previous === null ? counted : together(countsIn(previous, options), counted);
  const rows = await linkRows(counts, options, {
    signal,
    onProgress: (done) => {
      onProgress(COUNTED + (1 - COUNTED) * done);
    },
  });
  return {
    artefact: packTransitions(rows, counts, options),
    engine: 'javascript',
    metrics: { pairs: counts.pairs.others.length, links: rows.others.length },
  };
}

function together(before: TransitionCounts, since: TransitionCounts): TransitionCounts {
  const acts = addAmounts(before.acts, since.acts);
  const added = (of: 'pairs' | 'times') => addPairs(before[of], since[of], acts.length);
  return { acts, pairs: added('pairs'), times: added('times') };
}
