import { isStorageFailure, TroveError } from '../shared/errors';
import type { SearchPlace } from './cursor';
import type { KeywordRequest } from './keyword-engine.port';
import type { RankingLog } from './ranking-log.port';

/** Where a page begins in the order of the engine. */
export type PageStart = Pick<KeywordRequest, 'after' | 'without' | 'view'>;

export const FIRST_PAGE: PageStart = { after: null, without: [], view: null };

/** The page after a place in a view that the engine keeps: nothing moves there. */
export function startInView({ sortKey, view }: SearchPlace): PageStart {
  return { after: sortKey, without: [], view };
}

/** The page after a place in an order of stored values, such as prices: only products that were changed move. */
export function startInSteadyOrder({ sortKey }: SearchPlace): PageStart {
  return { after: sortKey, without: [], view: null };
}

/**
 * The page after a place among scores, which move with every product that is written: whatever the search has not shown yet, best
 * first. So nothing comes twice, and nothing that moved up is passed over.
 *
 * When what was shown is not known in full, since notes were dropped or the database does not answer, the place itself has to do.
 */
export async function startAmongScores(
  { searchId, position, sortKey }: SearchPlace,
  log: Pick<RankingLog, 'shown'>,
): Promise<PageStart> {
  try {
    const without = await log.shown(searchId, position);
    return { after: without.length < position ? sortKey : null, without, view: null };
  } catch (error) {
    if (!isStorageFailure(error)) throw error;
    return { after: sortKey, without: [], view: null };
  }
}

export function isViewGone(error: unknown): boolean {
  return error instanceof TroveError && error.code === 'VIEW_GONE';
}
