import type {
  InteractionLog,
  ItemFeatures,
} from '../../recommendation/learning/interaction-log.types';
import { giniOf } from './gini';
import { listDiversity } from './list-diversity';

/** Where lists are cut for these. */
export const LIST_CUT = 10;

/** What kind of lists a recommender makes, right or wrong. */
export interface ListMetrics {
  /** Share of all items that are in at least one list. */
  readonly coverage: number;
  /**
   * Mean over what is recommended of log2(shoppers / shoppers who touched it), in bits: how surprising. An item that nobody touched counts as
   * touched by one.
   */
  readonly novelty: number;
  /** How unequally recommendations fall on the items: 0 when each is recommended as often, towards 1 when all go to one. */
  readonly gini: number;
  /** The same of the acts that were learnt from: what the recommender found. */
  readonly giniOfActs: number;
  /** Mean over lists of one minus the mean likeness (Jaccard over features) of its pairs; null where nothing is known of the items. */
  readonly diversity: number | null;
  /** Mean number of items in a list, at most 10. */
  readonly length: number;
}

/**
 * @param learnt what the recommender was fitted on.
 * @see Castells, Hurley and Vargas 2022, "Novelty and Diversity in Recommender Systems".
 */
export function listMetrics(
  lists: readonly Uint32Array[],
  learnt: InteractionLog,
  features: ItemFeatures | null,
): ListMetrics {
  const cut = lists.map((list) => list.subarray(0, LIST_CUT));
  const touched = countsOf([learnt.items], learnt.itemCount);
  const recommended = countsOf(cut, learnt.itemCount);
  const shown = recommended.reduce((sum, count) => sum + count, 0);
  const shoppers = Math.max(learnt.offsets.length - 1, 1);
  const bits = recommended.reduce(
    (sum, count, item) => sum + count * surprise(touched[item] ?? 0, shoppers),
    0,
  );
  return {
    coverage: recommended.filter((count) => count > 0).length / Math.max(learnt.itemCount, 1),
    novelty: shown === 0 ? 0 : bits / shown,
    gini: giniOf(recommended),
    giniOfActs: giniOf(touched),
    diversity: features && listDiversity(cut, features),
    length: lists.length === 0 ? 0 : shown / lists.length,
  };
}

/** Acts count for shoppers: whoever came back to an item makes it no less surprising than it is, by a little. */
const surprise = (acts: number, shoppers: number): number =>
  Math.max(Math.log2(shoppers / Math.max(acts, 1)), 0);

/** How often each item is there. */
export function countsOf(lists: readonly Uint32Array[], itemCount: number): Float64Array {
  const counts = new Float64Array(itemCount);
  for (const list of lists) for (const item of list) counts[item] = (counts[item] ?? 0) + 1;
  return counts;
}
