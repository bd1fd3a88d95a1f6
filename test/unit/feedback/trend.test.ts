import fc from 'fast-check';
import { eventWeight } from '../../../src/feedback/popularity';
import { EVENT_KINDS } from '../../../src/feedback/shopper-event.types';
import {
  TREND_HALF_LIFE_MS,
  trendAsOf,
  withEvent,
  type TrendSum,
} from '../../../src/feedback/trend';
import { asEpochMs } from '../../../src/shared/clock';
import { NOON } from '../../support/an-event';

const happened = fc.record({
  kind: fc.constantFrom(...EVENT_KINDS),
  rating: fc.integer({ min: 1, max: 5 }),
  occurredAt: fc.integer({ min: -40, max: 0 }).map((days) => asEpochMs(NOON + days * 86_400_000)),
});

describe('the trend', () => {
  it('is the sum of weights, each halved for every two days', () => {
    fc.assert(
      fc.property(fc.array(happened, { minLength: 1 }), (events) => {
        const kept = events.reduce<TrendSum | null>(withEvent, null);

        const told = events.reduce((sum, { kind, rating, occurredAt }) => {
          const age = (NOON - occurredAt) / TREND_HALF_LIFE_MS;
          return sum + eventWeight(kind, rating) * 2 ** -age;
        }, 0);
        expect(trendAsOf(NOON, kept ?? { sum: NaN, at: NOON })).toBeCloseTo(told, 6);
      }),
    );
  });

  it('goes out, and is never more than it was', () => {
    const bought = withEvent(null, { kind: 'PURCHASE', rating: null, occurredAt: NOON });

    expect(trendAsOf(asEpochMs(NOON + 10 * TREND_HALF_LIFE_MS), bought)).toBeCloseTo(10 / 1024, 9);
    expect(trendAsOf(asEpochMs(NOON + 1e13), bought)).toBe(0);
    expect(trendAsOf(asEpochMs(NOON - 1e13), bought)).toBe(10);
  });
});
