import type { Dislike, ShopperAct } from '../../shoppers/shopper.types';

/** What is known of whoever asks. */
export interface Visitor {
  /** Latest recorded first. */
  readonly acts: readonly ShopperAct[];
  /** What the list looks at: the same, or the acts of this visit alone. */
  readonly looksAt: readonly ShopperAct[];
  readonly dislikes: readonly Dislike[];
  /** False when the memory did not answer in time. */
  readonly isRemembered: boolean;
}

export const NOBODY: Visitor = { acts: [], looksAt: [], dislikes: [], isRemembered: true };
