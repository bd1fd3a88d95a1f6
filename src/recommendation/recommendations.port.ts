import type { Deadline } from '../shared/deadline';
import type { TroveError } from '../shared/errors';
import type { Sku } from '../shared/ids';
import type { RecommendationList, RecommendationRequest } from './recommendation.types';

/** How the lists about several products are to be: like a request, but for what each is about. */
export type ListTerms = Omit<RecommendationRequest, 'placement' | 'product' | 'basket' | 'after'>;

/** Answers what to show next. */
export interface Recommendations {
  /**
   * One page of one list, noted in the recommendation log. Only products that are there and can be had; never empty while something may
   * be shown, except for RECENTLY_VIEWED and BUY_AGAIN, which tell what was. A shopper whom nobody knows is a new shopper; products of the
   * basket that the catalogue does not have are passed over.
   *
   * @throws TroveError UNKNOWN_PRODUCT for a `product` that the catalogue does not have; INVALID_INPUT for a placement without what it is
   * about, a λ outside 0 to 1, a cap below 1 or a page below 1; PAGE_TOO_LARGE; TOO_MANY_ITEMS; TEXT_TOO_LONG; FILTER_TOO_DEEP,
   * FILTER_TOO_LARGE, CONTRADICTORY_RANGE, UNKNOWN_ATTRIBUTE as in search; CURSOR_INVALID, CURSOR_MISMATCH.
   */
  recommend(request: RecommendationRequest, deadline?: Deadline): Promise<RecommendationList>;

  /**
   * The first page of SIMILAR about each of these products, in their order: one look at the memory, one retrieval and one question for
   * products, however many they are. What fails for one product, such as one that is gone, is its own error.
   */
  similarTo(
    products: readonly Sku[],
    terms: ListTerms,
    deadline?: Deadline,
  ): Promise<readonly (RecommendationList | TroveError)[]>;

  /** The same of BOUGHT_TOGETHER. */
  boughtWith(
    products: readonly Sku[],
    terms: ListTerms,
    deadline?: Deadline,
  ): Promise<readonly (RecommendationList | TroveError)[]>;
}
