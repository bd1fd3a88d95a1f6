import { Redis } from 'ioredis';
import { RedisRateLimiter } from '../../src/adapters/rate-limits/redis-rate-limiter';
import type { RateLimiter, RateLimitRule } from '../../src/limits/rate-limiter.port';
import { silentLogger } from '../../src/shared/logger';
import { newClient, rateLimiterContract } from '../contracts/rate-limiter.contract';
import { eventually } from '../support/eventually';
import { describeRedis, startRedis, type RedisServer } from '../support/redis';

/** No request may wait longer than this for a limiter whose Redis is gone, in milliseconds. */
const PATIENCE_MS = 1000;

describeRedis('rate limits on Redis', () => {
  let server: RedisServer | undefined;
  const opened: RateLimiter[] = [];
  let shops = 0;
  const freshPrefix = () => `shop-${String((shops += 1))}`;

  beforeAll(async () => {
    server = await startRedis({ own: true });
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((limiter) => limiter.close()));
  });
  afterAll(async () => {
    await server?.stop();
  });

  const url = () => server?.url ?? '';
  const rule = { requests: 4, windowSeconds: 60 };

  /** Until it is connected it counts alone, which no test may mistake for counting together. */
  async function connected(prefix: string, of: RateLimitRule = rule): Promise<RateLimiter> {
    const limiter = new RedisRateLimiter({ url: url(), prefix, logger: silentLogger, ...of });
    opened.push(limiter);
    const redis = new Redis(url());
    await eventually(async () => {
      const client = newClient();
      await limiter.count(client);
      return (await redis.exists(`${prefix}:limits:${client}`)) === 1;
    });
    redis.disconnect();
    return limiter;
  }

  rateLimiterContract((of) => connected(freshPrefix(), of));

  it('are counted together by all processes of a shop', async () => {
    const prefix = freshPrefix();
    const [one, other] = [await connected(prefix), await connected(prefix)];
    const client = newClient();
    const remaining: number[] = [];
    for (const limiter of [one, other, one, other]) {
      remaining.push((await limiter.count(client)).remaining);
    }
    expect(remaining).toEqual([3, 2, 1, 0]);
    expect(await one.count(client)).toMatchObject({ isAllowed: false });
    expect(await other.count(client)).toMatchObject({ isAllowed: false });
  });

  it('are counted apart for two shops on one Redis', async () => {
    const [one, other] = [await connected(freshPrefix()), await connected(freshPrefix())];
    const client = newClient();
    expect(await one.count(client)).toMatchObject({ remaining: 3 });
    expect(await other.count(client)).toMatchObject({ remaining: 3 });
  });

  it('are counted by each process alone while Redis is gone, without a wait, and together again when it is back', async () => {
    const prefix = freshPrefix();
    const [one, other] = [await connected(prefix), await connected(prefix)];
    const client = newClient();
    await server?.kill();
    const begun = performance.now();
    for (let request = 0; request < 4; request += 1) {
      expect(await one.count(client)).toMatchObject({ isAllowed: true });
    }
    expect(await one.count(client)).toMatchObject({ isAllowed: false });
    expect(await other.count(client)).toMatchObject({ isAllowed: true, remaining: 3 });
    expect(performance.now() - begun).toBeLessThan(PATIENCE_MS);
    await server?.start();
    await eventually(async () => {
      const later = newClient();
      await one.count(later);
      return (await other.count(later)).remaining === 2;
    });
  });

  it('do not make requests wait for a Redis that is silent', async () => {
    const limiter = await connected(freshPrefix());
    const client = newClient();
    const redis = new Redis(url());
    await redis.client('PAUSE', 5000);
    const begun = performance.now();
    for (let request = 0; request < 4; request += 1) {
      expect(await limiter.count(client)).toMatchObject({ isAllowed: true });
    }
    expect(await limiter.count(client)).toMatchObject({ isAllowed: false });
    expect(performance.now() - begun).toBeLessThan(PATIENCE_MS);
    redis.disconnect();
  });
});
