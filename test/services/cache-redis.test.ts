import { Redis } from 'ioredis';
import { RedisCache } from '../../src/adapters/cache-redis/redis-cache';
import type { SharedCache } from '../../src/search/shared-cache.port';
import { sharedCacheContract } from '../contracts/shared-cache.contract';
import { eventually } from '../support/eventually';
import { describeRedis, startRedis, type RedisServer } from '../support/redis';

const MINUTE_MS = 60_000;

/** No request may wait longer than this for a cache whose Redis is gone, in milliseconds. */
const PATIENCE_MS = 1000;

describeRedis('a cache on Redis', () => {
  let server: RedisServer | undefined;
  const opened: SharedCache[] = [];
  let shops = 0;
  const freshPrefix = () => `shop-${String((shops += 1))}`;
  const url = () => server?.url ?? '';

  beforeAll(async () => {
    server = await startRedis({ own: true });
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((cache) => cache.close()));
  });
  afterAll(async () => {
    await server?.stop();
  });

  async function connected(prefix: string): Promise<SharedCache> {
    const cache = new RedisCache({ url: url(), prefix });
    opened.push(cache);
    await eventually(() => isConnected(cache));
    return cache;
  }

  async function isConnected(cache: SharedCache): Promise<boolean> {
    await cache.put('connected', true, MINUTE_MS);
    return (await cache.get('connected')) === true;
  }

  sharedCacheContract(() => connected(freshPrefix()));

  it('is shared by all processes of a shop, and by no other shop', async () => {
    const prefix = freshPrefix();
    const [one, other] = [await connected(prefix), await connected(prefix)];
    const stranger = await connected(freshPrefix());
    await one.put('key', 'ours', MINUTE_MS);
    expect(await other.get('key')).toBe('ours');
    expect(await stranger.get('key')).toBeNull();
  });

  it('has nothing while Redis is gone, says so at once, and serves again when it is back', async () => {
    const cache = await connected(freshPrefix());
    await cache.put('key', 'kept', MINUTE_MS);
    await server?.kill();
    const begun = performance.now();
    for (let question = 0; question < 5; question += 1) {
      expect(await cache.get('key')).toBeNull();
      await cache.put('key', 'lost', MINUTE_MS);
    }
    expect(performance.now() - begun).toBeLessThan(PATIENCE_MS);
    await server?.start();
    await eventually(() => isConnected(cache));
  });

  it('does not hold anybody up while Redis is silent', async () => {
    const cache = await connected(freshPrefix());
    const redis = new Redis(url());
    await redis.client('PAUSE', 3000);
    const begun = performance.now();
    for (let question = 0; question < 5; question += 1) {
      expect(await cache.get('key')).toBeNull();
    }
    expect(performance.now() - begun).toBeLessThan(PATIENCE_MS);
    redis.disconnect();
  });

  it('has nothing where something else stands', async () => {
    const prefix = freshPrefix();
    const cache = await connected(prefix);
    const redis = new Redis(url());
    await redis.set(`${prefix}:cache:key`, 'not JSON');
    await redis.lpush(`${prefix}:cache:list`, 'not a value');
    redis.disconnect();
    expect(await cache.get('key')).toBeNull();
    expect(await cache.get('list')).toBeNull();
  });
});
