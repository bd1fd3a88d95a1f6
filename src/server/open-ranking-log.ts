import { LocalCache } from '../adapters/cache-local/local-cache';
import type * as OnRedis from '../adapters/cache-redis/redis-cache';
import { answeringKnownErrors } from '../adapters/storage-typeorm/answering-known-errors';
import type { Database } from '../adapters/storage-typeorm/database';
import { TypeOrmRankingLog } from '../adapters/storage-typeorm/typeorm-ranking-log';
import type { Config } from '../config/config';
import type { RankingLog } from '../search/ranking-log.port';
import type { SharedCache } from '../search/shared-cache.port';
import { sharingPopularQueries } from '../search/suggest/sharing-popular-queries';
import type { Logger } from '../shared/logger';
import { systemTimer } from '../shared/timer';

/** The log, and the way to end it: what is noted is written first. */
export interface OpenRankingLog extends RankingLog {
  close(): Promise<void>;
}

/** What was shown and typed, in the database; what is typed most is looked for once for all processes on the same Redis. */
export function openRankingLog(
  database: Database,
  { services }: Config,
  logger: Logger,
): OpenRankingLog {
  const log = answeringKnownErrors(new TypeOrmRankingLog(database, { logger, after: systemTimer }));
  const cache = openCache(services);
  return {
    ...sharingPopularQueries(log, cache),
    close: async () => {
      await log.close();
      await cache.close();
    },
  };
}

function openCache({ redisUrl, redisPrefix }: Config['services']): SharedCache {
  if (redisUrl === null) return new LocalCache();
  // Loaded only when configured: the embedded default starts without it.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const onRedis = require('../adapters/cache-redis/redis-cache') as typeof OnRedis;
  return new onRedis.RedisCache({ url: redisUrl, prefix: redisPrefix });
}
