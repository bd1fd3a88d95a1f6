import type { Redis } from 'ioredis';
import { LONGEST_CACHED, type SharedCache } from '../../search/shared-cache.port';
import { connectToRedis } from '../redis-connection';

export interface RedisCacheOptions {
  /** Address of Redis; may hold a password. */
  readonly url: string;
  /** Begins all keys: two shops on one Redis need two. */
  readonly prefix: string;
}

/**
 * How long Redis may be silent before the connection counts as lost, in milliseconds; until it answers again, the cache has nothing
 * and says so at once.
 */
const SILENCE_MS = 250;

/** A cache that all processes on the same Redis share. */
export class RedisCache implements SharedCache {
  private readonly redis: Redis;
  private readonly prefix: string;

  constructor({ url, prefix }: RedisCacheOptions) {
    this.prefix = `${prefix}:cache:`;
    this.redis = connectToRedis(url, {
      // Many a command of the terminal never asks.
      lazyConnect: true,
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
      autoResendUnfulfilledCommands: false,
      commandTimeout: SILENCE_MS,
      socketTimeout: SILENCE_MS,
      disconnectTimeout: SILENCE_MS,
    });
  }

  async get(key: string): Promise<unknown> {
    try {
      const json = await this.redis.get(this.prefix + key);
      return json === null ? null : (JSON.parse(json) as unknown);
    } catch {
      return null;
    }
  }

  async put(key: string, value: unknown, ttlMs: number): Promise<void> {
    const json = JSON.stringify(value);
    if (json.length > LONGEST_CACHED) return;
    // What is not kept is found again.
    await this.redis.set(this.prefix + key, json, 'PX', ttlMs).catch(() => undefined);
  }

  async close(): Promise<void> {
    this.redis.disconnect();
  }
}
