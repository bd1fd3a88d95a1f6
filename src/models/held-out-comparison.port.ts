import type { ModelVersion } from './model.types';

/** How two versions fare on lists that neither learnt from. */
export interface HeldOutResult {
  readonly lists: number;
  /** nDCG@10, weighed against position bias, 0 to 1, mean. */
  readonly left: number;
  readonly right: number;
  /** Left minus right, with its 95 % interval by paired bootstrap. */
  readonly difference: { readonly mean: number; readonly low: number; readonly high: number };
}

/** Lets two versions score the same lists. */
export interface HeldOutComparison {
  /**
   * Null when there are no lists that both can score and neither has seen.
   *
   * @throws TroveError MODEL_CORRUPT
   */
  compare(left: ModelVersion, right: ModelVersion): Promise<HeldOutResult | null>;
}
