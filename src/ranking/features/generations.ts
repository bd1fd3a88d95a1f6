/**
 * Remembers what was used lately: at least the last `capacity` keys, at most twice as many. When the young generation is full it
 * becomes the old one, and what nobody asked for since is forgotten. Unlike a list in the order of use, looking moves nothing.
 */
export class Generations<Key, Value> {
  private young = new Map<Key, Value>();
  private old = new Map<Key, Value>();

  /** @param capacity at least 1. */
  constructor(private readonly capacity: number) {}

  get(key: Key): Value | undefined {
    const young = this.young.get(key);
    if (young !== undefined) return young;
    const old = this.old.get(key);
    if (old !== undefined) this.put(key, old);
    return old;
  }

  put(key: Key, value: Value): void {
    if (this.young.size >= this.capacity && !this.young.has(key)) {
      this.old = this.young;
      this.young = new Map();
    }
    this.young.set(key, value);
  }
}
