/** Pauses between attempts. */
export interface BackOff {
  /** Pause after the first failure, in milliseconds. */
  readonly firstMs: number;
  /** No pause is longer than this, in milliseconds. */
  readonly longestMs: number;
}

/**
 * How long to wait after a failed attempt: doubled each time up to the longest, and a random half of it taken away or not, so
 * that those who failed together do not come back together:
 *
 *   min(longest, first · 2^(attempt − 1)) · (1/2 + random/2)
 *
 * @param attempt counts from 1.
 * @param random in [0, 1).
 * @returns whole milliseconds.
 * @see Brooker 2015, "Exponential Backoff And Jitter" (equal jitter), AWS Architecture Blog.
 */
export function backOffMs(
  attempt: number,
  random: number,
  { firstMs, longestMs }: BackOff,
): number {
  const full = Math.min(longestMs, firstMs * 2 ** (attempt - 1));
  return Math.round(full * (0.5 + random / 2));
}
