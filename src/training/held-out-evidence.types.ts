import type { ModelId } from '../shared/ids';
import type { ComparedList, ListComparison } from './order-quality';

/** Everything that the judge of a challenger needs to know. */
export interface HeldOutEvidence {
  readonly champion: ModelId | null;
  /** Lists that neither learnt from, with the scores of both. */
  readonly lists: readonly ComparedList[];
  /** Of the same lists in the same order: nDCG@10, position-debiased; the means lie within 0 and 1. */
  readonly comparisons: readonly ListComparison[];
  /** Some of the lists that the challenger learnt from, with the scores of both. */
  readonly learnt: readonly ComparedList[];
  /** nDCG@10 on the shop's own judgments, query by query; null when there are none. */
  readonly golden: readonly ListComparison[] | null;
  /** Milliseconds that scoring one list of the held-out took, mean, in plain arithmetic. */
  readonly listMs: ListComparison;
}
