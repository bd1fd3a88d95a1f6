import type { SessionId, ShopperId } from '../shared/ids';
import type { EpochMs } from '../shared/clock';
import type { Dislike, ShopperAct, WhoAsks } from './shopper.types';

/** What one shopper, or one session, may not want. */
export const MOST_DISLIKES = 1000;

/** Keeps what is known of shoppers: what they did comes from the events, what they do not want they have said. */
export interface ShopperMemory {
  /**
   * Everything but impressions, latest recorded first. For a shopper also what was done without a name in the sessions that are theirs. Reads what
   * was recorded a moment ago, by whichever process. Empty for whoever is not known.
   */
  recent(who: WhoAsks, limit: number): Promise<readonly ShopperAct[]>;

  /**
   * From now on what was done without a name in this session is this shopper's. A session belongs to the first who says so: once. An event that names
   * both says so too.
   *
   * @returns whom it belongs to.
   */
  claimSession(session: SessionId, shopper: ShopperId, at: EpochMs): Promise<ShopperId>;

  /**
   * In the order in which they were said, the latest 1000. Of a shopper also those that were said in the sessions that are theirs. An event DISLIKE says so
   * of its product, until a LIKE is recorded.
   */
  dislikes(who: WhoAsks): Promise<readonly Dislike[]>;

  /** Saying it again changes nothing. At most 1000 are kept per shopper. @throws TroveError TOO_MANY_ITEMS; STORAGE_* */
  addDislikes(who: WhoAsks, dislikes: readonly Dislike[], at: EpochMs): Promise<void>;

  /** Taking back what was not said changes nothing. */
  removeDislikes(who: WhoAsks, dislikes: readonly Dislike[]): Promise<void>;
}
