import type { EpochMs } from '../shared/clock';
import type { RankedFeatures } from './ranked-features.types';
import type { SearchId, SessionId, ShopperId, Sku } from '../shared/ids';

/** One page of one search as it was answered: what the shopper could see and where it stood. */
export interface SearchImpression {
  readonly searchId: SearchId;
  /** As it was searched for: as typed, with the corrections that were applied, so that no suggestion repeats a misspelling. */
  readonly text: string;
  /** Normalised words joined by blanks: equal for queries that mean the same to search. Empty when browsing. */
  readonly normalizedText: string;
  /** JSON of the filter; null without one. */
  readonly filterJson: string | null;
  readonly sort: string;
  readonly total: number;
  /** Position of the first product, from 1. */
  readonly firstPosition: number;
  readonly skus: readonly Sku[];
  readonly shopper: ShopperId | null;
  readonly session: SessionId | null;
  readonly shownAt: EpochMs;
  /** Of the products shown, as they were known when shown; null or absent when nothing was worked out. */
  readonly features?: RankedFeatures | null;
}

/** A query that shoppers have typed, for autocomplete. */
export interface LoggedQuery {
  readonly text: string;
  readonly searches: number;
}

/** Remembers what was shown, so that feedback can be joined to it. */
export interface RankingLog {
  /**
   * Takes note of an impression without making the answer wait: it is written within a fraction of a second, and on
   * close. A crash may lose the notes of that fraction; a failing database costs notes, never a search (it is logged).
   */
  note(impression: SearchImpression): void;

  /** Writes everything noted so far. */
  flush(): Promise<void>;

  /** The products that the search has shown up to this position, whoever showed them; those just noted by this process included. */
  shown(searchId: SearchId, upTo: number): Promise<readonly Sku[]>;

  /** Queries whose normalised text begins with the prefix, that found something and were typed at least `minSearches` times; most typed first. */
  popularQueries(
    prefix: string,
    minSearches: number,
    limit: number,
  ): Promise<readonly LoggedQuery[]>;
}
