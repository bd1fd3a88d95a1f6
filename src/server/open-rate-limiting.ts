import type { FastifyRequest, onRequestAsyncHookHandler } from 'fastify';
import type * as Local from '../adapters/rate-limits/local-rate-limiter';
import type * as Shared from '../adapters/rate-limits/redis-rate-limiter';
import type { Config } from '../config/config';
import { clientKeyOf, KEY_HOLDER, type ClientKey } from '../limits/client-key';
import type { RateLimiter, RateLimitRule } from '../limits/rate-limiter.port';
import { catalogAccess } from '../request/catalog-access';
import type { Logger } from '../shared/logger';
import { limitRate, ruleOf } from './rate-limit';

/** What stands before requests that are limited. */
export interface RateLimitingHooks {
  /** None when there is no limit. */
  readonly hooks: readonly onRequestAsyncHookHandler[];
  close(): Promise<void>;
}

/** Limits each client as the configuration says. */
export function openRateLimiting(config: Config, logger: Logger): RateLimitingHooks {
  if (config.rateLimit === null) return { hooks: [], close: () => Promise.resolve() };
  const rule = ruleOf(config.rateLimit);
  const limiter = openRateLimiter(rule, config.services, logger);
  const hook = limitRate({ rule, limiter, clientOf: (request) => clientOf(request, config) });
  return { hooks: [hook], close: () => limiter.close() };
}

/** The shop's own servers may all ask from one address, which shoppers may share. */
function clientOf({ headers, ip }: FastifyRequest, config: Config): ClientKey {
  const { authorization } = headers;
  const holdsKey = config.adminKey !== null && authorization !== undefined;
  if (holdsKey && catalogAccess(config, authorization) === 'GRANTED') return KEY_HOLDER;
  return clientKeyOf(ip);
}

/** Counts together with all gateways on the same Redis where one is configured, otherwise in this process. */
function openRateLimiter(
  rule: RateLimitRule,
  { redisUrl, redisPrefix }: Config['services'],
  logger: Logger,
): RateLimiter {
  // Loaded only when configured: a shop without a limit starts without them.
  /* eslint-disable @typescript-eslint/no-require-imports */
  if (redisUrl === null) {
    const local = require('../adapters/rate-limits/local-rate-limiter') as typeof Local;
    return new local.LocalRateLimiter(rule);
  }
  const shared = require('../adapters/rate-limits/redis-rate-limiter') as typeof Shared;
  return new shared.RedisRateLimiter({ ...rule, url: redisUrl, prefix: redisPrefix, logger });
}
