import { LocalNoticeBoard } from '../adapters/notices-local/local-notice-board';
import type * as OnRedis from '../adapters/notices-redis/redis-notice-board';
import type { Config } from '../config/config';
import type { NoticeBoard } from '../notices/notice-board.port';
import type { Logger } from '../shared/logger';

/** Notices for all processes on the same Redis where one is configured, otherwise for this one. */
export function openNotices(
  { redisUrl, redisPrefix }: Config['services'],
  logger: Logger,
): NoticeBoard {
  if (redisUrl === null) return new LocalNoticeBoard(logger);
  // Loaded only when configured: the embedded default starts without it.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const onRedis = require('../adapters/notices-redis/redis-notice-board') as typeof OnRedis;
  return new onRedis.RedisNoticeBoard({ url: redisUrl, prefix: redisPrefix, logger });
}
