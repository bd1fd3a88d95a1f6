import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { LONGEST_CACHED, type SharedCache } from '../../src/search/shared-cache.port';

const MINUTE_MS = 60_000;

/** What every shared cache does. `fresh` makes an empty one. */
export function sharedCacheContract(fresh: () => Promise<SharedCache>): void {
  const opened: SharedCache[] = [];
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((cache) => cache.close()));
  });
  const open = async (): Promise<SharedCache> => {
    const cache = await fresh();
    opened.push(cache);
    return cache;
  };

  it('gives back what was put there last, as JSON has it', async () => {
    const cache = await open();
    await fc.assert(
      fc.asyncProperty(fc.string({ maxLength: 200 }), fc.jsonValue(), async (key, value) => {
        await cache.put(key, 'before', MINUTE_MS);
        await cache.put(key, value, MINUTE_MS);
        expect(await cache.get(key)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('has nothing under another key', async () => {
    const cache = await open();
    await cache.put('lamp', 1, MINUTE_MS);
    expect(await cache.get('lamps')).toBeNull();
    expect(await cache.get('')).toBeNull();
  });

  it('gives a value of its own to each who asks', async () => {
    const cache = await open();
    const value = ['lamp'];
    await cache.put('key', value, MINUTE_MS);
    value.push('changed by whoever put it there');
    ((await cache.get('key')) as string[]).push('changed by whoever got it');
    expect(await cache.get('key')).toEqual(['lamp']);
  });

  it('keeps nothing beyond its time', async () => {
    const cache = await open();
    await cache.put('short', 1, 100);
    await cache.put('long', 2, MINUTE_MS);
    await sleep(250);
    expect(await cache.get('short')).toBeNull();
    expect(await cache.get('long')).toBe(2);
  });

  it('does not keep what is too large', async () => {
    const cache = await open();
    const largest = 'x'.repeat(LONGEST_CACHED - '""'.length);
    await cache.put('largest', largest, MINUTE_MS);
    await cache.put('too large', `${largest}x`, MINUTE_MS);
    expect(await cache.get('largest')).toBe(largest);
    expect(await cache.get('too large')).toBeNull();
  });
}
