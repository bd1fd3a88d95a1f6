import { z } from 'zod';
import type { LoggedQuery, RankingLog } from '../ranking-log.port';
import type { SharedCache } from '../shared-cache.port';

/**
 * Characters of a beginning up to which the most typed queries are shared. These are asked for most, and the fewer the characters, the more
 * queries must be looked through (docs/decisions/0013).
 */
const LONGEST_SHARED = 3;

/** How old they may be, in milliseconds: what is typed most changes by the day. */
const SHARED_MS = 30_000;

const loggedQueries = z.array(z.object({ text: z.string(), searches: z.number() }));

/** What one question is about. */
type Asked = Parameters<RankingLog['popularQueries']>;

/** The same log, which looks for the most typed queries once for all processes, and again when they are too old. */
export function sharingPopularQueries(log: RankingLog, cache: SharedCache): RankingLog {
  const lookingFor = new Map<string, Promise<readonly LoggedQuery[]>>();

  async function look(key: string, asked: Asked): Promise<readonly LoggedQuery[]> {
    const known = loggedQueries.safeParse(await cache.get(key));
    if (known.success) return known.data;
    const found = await log.popularQueries(...asked);
    // Where nothing is typed yet, there is little to look through, and the first shopper to type changes it.
    if (found.length > 0) await cache.put(key, found, SHARED_MS);
    return found;
  }

  /** Many ask at the same moment, above all when an answer has grown too old: one looks for all. */
  function lookOnce(key: string, asked: Asked): Promise<readonly LoggedQuery[]> {
    const looking = lookingFor.get(key) ?? look(key, asked).finally(() => lookingFor.delete(key));
    lookingFor.set(key, looking);
    return looking;
  }

  return {
    note: (impression) => {
      log.note(impression);
    },
    flush: () => log.flush(),
    shown: (searchId, upTo) => log.shown(searchId, upTo),
    popularQueries: (...asked) =>
      isShared(asked) ? lookOnce(keyOf(asked), asked) : log.popularQueries(...asked),
  };
}

function isShared([prefix]: Asked): boolean {
  return prefix.length <= LONGEST_SHARED;
}

/** A change of what is kept changes the first word. */
function keyOf([prefix, minSearches, limit]: Asked): string {
  return `popular-queries:${minSearches}:${limit}:${prefix}`;
}
