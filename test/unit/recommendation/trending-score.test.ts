import fc from 'fast-check';
import { POPULARITY_HALF_LIFE_MS } from '../../../src/feedback/popularity';
import { TREND_HALF_LIFE_MS } from '../../../src/feedback/trend';
import { LEAST_TREND, trendingScore } from '../../../src/recommendation/board/trending-score';

const RATIO = TREND_HALF_LIFE_MS / POPULARITY_HALF_LIFE_MS;
const HOUR_MS = 3_600_000;

/** What is left of one view an hour, for a year. */
function steady(halfLifeMs: number): number {
  let sum = 0;
  for (let hour = 0; hour < 24 * 365; hour += 1) sum += 2 ** -((hour * HOUR_MS) / halfLifeMs);
  return sum;
}

describe('the score of a trend', () => {
  it('is about nothing for a product with a steady stream of views', () => {
    const score = trendingScore(steady(TREND_HALF_LIFE_MS), steady(POPULARITY_HALF_LIFE_MS), RATIO);
    expect(Math.abs(score)).toBeLessThan(0.2);
  });

  it('is nothing without support: three views are no trend', () => {
    expect(trendingScore(3, 3, RATIO)).toBe(0);
    expect(trendingScore(LEAST_TREND, LEAST_TREND, RATIO)).toBeGreaterThan(0);
  });

  it('is higher for what was nobody’s yesterday than for what always sells as much', () => {
    expect(trendingScore(50, 50, RATIO)).toBeGreaterThan(trendingScore(50, 300, RATIO));
  });

  it('rises with what happens now and falls with what always did', () => {
    const count = fc.double({ min: LEAST_TREND, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(count, count, count, (trend, popularity, more) => {
        const score = trendingScore(trend, popularity, RATIO);
        expect(Number.isFinite(score)).toBe(true);
        expect(trendingScore(trend + more, popularity, RATIO)).toBeGreaterThan(score);
        expect(trendingScore(trend, popularity + more, RATIO)).toBeLessThan(score);
      }),
    );
  });
});
