import { LRUCache } from 'lru-cache';
import { LONGEST_CACHED, type SharedCache } from '../../search/shared-cache.port';

/** All values together, in characters of JSON: some 16 MB. What was used longest ago makes way. */
const ROOM = 8_000_000;

/** A cache of this process alone. */
export class LocalCache implements SharedCache {
  private readonly entries = new LRUCache<string, string>({
    maxSize: ROOM,
    sizeCalculation: (json, key) => json.length + key.length + 1,
  });

  async get(key: string): Promise<unknown> {
    const json = this.entries.get(key);
    return json === undefined ? null : (JSON.parse(json) as unknown);
  }

  /** As JSON, so that nobody changes what another will get. */
  async put(key: string, value: unknown, ttlMs: number): Promise<void> {
    const json = JSON.stringify(value);
    if (json.length <= LONGEST_CACHED) this.entries.set(key, json, { ttl: ttlMs });
  }

  async close(): Promise<void> {
    this.entries.clear();
  }
}
