import type { EventKind } from '../feedback/shopper-event.types';
import type { RankedFeatures } from '../search/ranked-features.types';
import type { EpochMs } from '../shared/clock';
import type { SearchId, Sku } from '../shared/ids';

/** What somebody did with a product of a page. */
export interface Reaction {
  readonly sku: Sku;
  readonly kind: EventKind;
  readonly rating: number | null;
  readonly at: EpochMs;
}

/** One page of a search as it was shown, with what came of it. */
export interface LoggedList {
  readonly searchId: SearchId;
  /** Equal for queries that mean the same to search. */
  readonly normalizedText: string;
  /** From 1. */
  readonly firstPosition: number;
  readonly skus: readonly Sku[];
  /** Shopper or session, for telling robots from people; null when neither is known. */
  readonly visitor: string | null;
  readonly shownAt: EpochMs;
  readonly features: RankedFeatures;
  readonly reactions: readonly Reaction[];
}

/** Reads what was shown and what came of it. */
export interface LoggedLists {
  /**
   * In the order shown; only pages with features of this set. Reactions count when they name the search and come within the attribution
   * window after the page was shown; clocks of clients may be off, so the moment of receipt decides.
   */
  read(question: {
    readonly featureSet: string;
    readonly from: EpochMs;
    readonly to: EpochMs;
    readonly attributionMs: number;
  }): AsyncIterable<LoggedList>;

  /** Forgets the features of pages shown before this moment to which nobody reacted. @returns how many. */
  forgetUnanswered(before: EpochMs): Promise<number>;
}
