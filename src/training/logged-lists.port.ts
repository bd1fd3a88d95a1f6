import type { EventKind } from '../feedback/shopper-event.types';
import type { RankedFeatures } from '../search/ranked-features.types';
import type { EpochMs } from '../shared/clock';
import type { SearchId, Sku } from '../shared/ids';

/** What somebody did with a product of a page. */
export interface Reaction {
  readonly sku: Sku;
  readonly kind: EventKind;
  readonly rating: number | null;
  /** When it was received. */
  readonly at: EpochMs;
}

/** One page of a search as it was shown, with what came of it. */
export interface ShownList {
  readonly searchId: SearchId;
  /** Equal for queries that mean the same to search. */
  readonly normalizedText: string;
  /** From 1. */
  readonly firstPosition: number;
  readonly skus: readonly Sku[];
  /**
   * Shopper or session, for telling robots from people: that of the search, otherwise that of whoever reacted; null when neither is
   * known.
   */
  readonly visitor: string | null;
  readonly shownAt: EpochMs;
  /** Names what was known of its products when they were shown; null when nothing was worked out. */
  readonly featureSet: string | null;
  /** To products of this page only; each kind once per product, the first that was received. */
  readonly reactions: readonly Reaction[];
}

/** The same, with what was known of its products when they were shown. */
export interface LoggedList extends ShownList {
  readonly features: RankedFeatures;
}

/** When pages were shown: `from` included, `to` not. */
export interface ShownRange {
  readonly from: EpochMs;
  readonly to: EpochMs;
  /** How long after a page was shown a reaction to it counts, in milliseconds. */
  readonly attributionMs: number;
}

/**
 * Reads what was shown and what came of it: the pages of searches with words, ordered by relevance, earliest first. Memory does not
 * grow with their number.
 *
 * Reactions count when they name the search, are to a product of the page, and come within the attribution window after the page
 * was shown. Clocks of clients may be off, so the moment of receipt decides.
 */
export interface LoggedLists {
  /** Every page, whatever was known of its products. */
  outline(range: ShownRange): AsyncIterable<ShownList>;

  /** Only pages with features of this set. */
  read(range: ShownRange & { readonly featureSet: string }): AsyncIterable<LoggedList>;

  /** Whether anybody reacted to a page with features of this set that was shown at or after this moment. */
  isAnswered(featureSet: string, since: EpochMs): Promise<boolean>;

  /**
   * Forgets the features of pages shown before `unanswered` to which nobody reacted, and of all pages shown before `all`. That the pages
   * were shown is not forgotten.
   *
   * @returns of how many pages.
   */
  forget(before: { readonly unanswered: EpochMs; readonly all: EpochMs }): Promise<number>;
}
