/** The least that must have happened lately, in views as of now: three views in a row are no trend. */
export const LEAST_TREND = 5;

/**
 * How much more happened lately than usual, in standard deviations of a Poisson count:
 *
 *   (trend − expected) / √(expected + 1),  expected = popularity · (half-life of trend / half-life of popularity)
 *
 * A product with a steady stream of events has the expected trend, and a score about 0. The 1 keeps the first events of a product from
 * being a miracle.
 *
 * @param trend decayed sum of event weights with the short half-life, as of now.
 * @param popularity the same with the long one.
 * @param ratio of the half-lives, short by long.
 * @returns finite; 0 for what has too little support.
 */
export function trendingScore(trend: number, popularity: number, ratio: number): number {
  if (trend < LEAST_TREND) return 0;
  const expected = Math.max(0, popularity) * ratio;
  return (trend - expected) / Math.sqrt(expected + 1);
}
