import type { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis } from 'rate-limiter-flexible';
import type { ClientKey } from '../../limits/client-key';
import type { Allowance, RateLimiter, RateLimitRule } from '../../limits/rate-limiter.port';
import type { Logger } from '../../shared/logger';
import { connectToRedis } from '../redis-connection';
import { toAllowance } from './to-allowance';

export interface RedisRateLimiterOptions extends RateLimitRule {
  /** Address of Redis; may hold a password. */
  readonly url: string;
  /** Begins all keys: two shops on one Redis need two. */
  readonly prefix: string;
  readonly logger: Logger;
}

/**
 * How long Redis may be silent before the connection counts as lost, in milliseconds. From then on requests are counted here, without
 * a wait, until Redis answers again.
 */
const SILENCE_MS = 250;

/** Counts together with all processes on the same Redis; alone while Redis does not answer. */
export class RedisRateLimiter implements RateLimiter {
  private readonly redis: Redis;
  private readonly limiter: RateLimiterRedis;
  private readonly stopTelling: () => void;

  constructor({ url, prefix, logger, requests, windowSeconds }: RedisRateLimiterOptions) {
    this.redis = connectToRedis(url, {
      // A request that Redis does not count now is counted here: later it would count twice.
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
      autoResendUnfulfilledCommands: false,
      commandTimeout: SILENCE_MS,
      socketTimeout: SILENCE_MS,
      disconnectTimeout: SILENCE_MS,
    });
    this.stopTelling = tellOfChanges(this.redis, logger);
    const rule = { points: requests, duration: windowSeconds };
    this.limiter = new RateLimiterRedis({
      ...rule,
      storeClient: this.redis,
      keyPrefix: `${prefix}:limits`,
      rejectIfRedisNotReady: true,
      // Whoever is over the limit stays so until the window ends: Redis need not hear of each further attempt.
      inMemoryBlockOnConsumed: requests + 1,
      insuranceLimiter: new RateLimiterMemory(rule),
    });
  }

  count(client: ClientKey): Promise<Allowance> {
    return toAllowance(this.limiter.consume(client));
  }

  async close(): Promise<void> {
    this.stopTelling();
    this.redis.disconnect();
  }
}

function tellOfChanges(redis: Redis, logger: Logger): () => void {
  let isLost = false;
  const tellLoss = () => {
    if (isLost) return;
    isLost = true;
    logger.warn({}, 'Redis does not answer: each gateway counts the requests of a client alone');
  };
  const tellReturn = () => {
    if (isLost) logger.info({}, 'Redis answers again: all gateways count requests together');
    isLost = false;
  };
  redis.on('close', tellLoss).on('ready', tellReturn);
  return () => {
    redis.off('close', tellLoss).off('ready', tellReturn);
  };
}
