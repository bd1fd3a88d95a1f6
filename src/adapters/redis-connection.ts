import { Redis, type RedisOptions } from 'ioredis';

const FIRST_RECONNECT_PAUSE_MS = 50;
const LONGEST_RECONNECT_PAUSE_MS = 2000;

/** Connects at once and again after each loss, for as long as the process lives. @param url may hold a password */
export function connectToRedis(url: string, options: RedisOptions = {}): Redis {
  const redis = new Redis(url, {
    ...options,
    retryStrategy: (times: number) =>
      Math.min(FIRST_RECONNECT_PAUSE_MS * 2 ** times, LONGEST_RECONNECT_PAUSE_MS),
  });
  // Each failed command says so itself; without a listener ioredis would write to the console.
  redis.on('error', () => undefined);
  return redis;
}
