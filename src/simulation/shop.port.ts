import type { Act } from './react';

/** Who asks, as the shop knows them. */
export interface Visitor {
  readonly shopper: string;
  readonly session: string;
}

/** A page as a visitor sees it. */
export interface ShownPage {
  readonly searchId: string;
  /** In the order shown. */
  readonly skus: readonly string[];
  /** Products that match in all. */
  readonly total: number;
  readonly mode: string;
  /** Null when no model ranked the page. */
  readonly model: string | null;
  /** Parts that the answer had to do without. */
  readonly degraded: readonly string[];
}

/** What a visitor does with a page, to be told to the shop. */
export interface Feedback {
  readonly visitor: Visitor;
  readonly page: ShownPage;
  readonly acts: readonly Act[];
}

/** A shop as its visitors meet it: the public API, and no other way in. */
export interface VisitedShop {
  /** @throws TroveError when the shop does not answer, or answers with an error. */
  search(text: string, hits: number, visitor: Visitor): Promise<ShownPage>;

  /** @returns events that the shop took. @throws TroveError as above. */
  record(feedback: Feedback): Promise<number>;
}
