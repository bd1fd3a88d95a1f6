import { LocalCache } from '../../src/adapters/cache-local/local-cache';
import { sharedCacheContract } from './shared-cache.contract';

describe('a cache in one process', () => {
  sharedCacheContract(async () => new LocalCache());

  it('lets go of what was used longest ago when it is full', async () => {
    const cache = new LocalCache();
    const large = 'x'.repeat(60_000);
    const keys = Array.from({ length: 200 }, (_, place) => String(place));
    await cache.put('used', large, 60_000);
    for (const key of keys) {
      await cache.put(key, large, 60_000);
      expect(await cache.get('used')).toBe(large);
    }
    expect(await cache.get('0')).toBeNull();
    expect(await cache.get('199')).toBe(large);
  });
});
