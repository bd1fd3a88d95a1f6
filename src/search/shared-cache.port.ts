/**
 * Answers that are dear to find and may be a little old, shared by all processes of a shop where they have a place for that. It never
 * fails and never holds anybody up: a cache that does not answer has nothing.
 */
export interface SharedCache {
  /** What was put there, as JSON gives it back; null when there is nothing, or no more. Another version of Trove may have put it there. */
  get(key: string): Promise<unknown>;

  /**
   * Keeps the value for the time to live and no longer, perhaps shorter. A value of more than 64 KiB of JSON is not kept.
   *
   * @param key at most 200 characters
   * @param value what JSON can hold
   * @param ttlMs at least 1
   */
  put(key: string, value: unknown, ttlMs: number): Promise<void>;

  close(): Promise<void>;
}

/** The longest JSON of a value, in characters. */
export const LONGEST_CACHED = 65_536;
