import fc from 'fast-check';
import {
  decayedTo,
  EARLIEST_EVENT,
  eventWeight,
  popularityGain,
  POPULARITY_HALF_LIFE_MS,
  POPULARITY_LANDMARK,
} from '../../../src/feedback/popularity';
import { EVENT_KINDS, type EventKind } from '../../../src/feedback/shopper-event.types';
import { asEpochMs, type EpochMs } from '../../../src/shared/clock';

const LAST_MOMENT = Date.UTC(2073, 0, 1);

const moment = fc.integer({ min: EARLIEST_EVENT, max: LAST_MOMENT }).map(asEpochMs);
const event = fc.record({
  kind: fc.constantFrom<EventKind>(...EVENT_KINDS),
  rating: fc.integer({ min: 1, max: 5 }),
  occurredAt: moment,
});

/** The plain definition: every event by itself, halved once per half-life since it happened. */
function decayedSum(
  events: readonly { kind: EventKind; rating: number; occurredAt: EpochMs }[],
  at: EpochMs,
): number {
  return events.reduce(
    (sum, { kind, rating, occurredAt }) =>
      sum + eventWeight(kind, rating) * 0.5 ** ((at - occurredAt) / POPULARITY_HALF_LIFE_MS),
    0,
  );
}

const storedSum = (events: readonly Parameters<typeof popularityGain>[0][]): number =>
  events.reduce((sum, one) => sum + popularityGain(one), 0);

describe('eventWeight', () => {
  it('says nothing of what was only shown', () => {
    expect(eventWeight('IMPRESSION', null)).toBe(0);
  });

  it('grows with what the shopper risks', () => {
    const weights = (['IMPRESSION', 'VIEW', 'ADD_TO_CART', 'PURCHASE'] as const).map((kind) =>
      eventWeight(kind, null),
    );
    expect(weights).toEqual([...weights].sort((a, b) => a - b));
    expect(new Set(weights).size).toBe(4);
  });

  it('takes five stars for LIKE, one for DISLIKE and three for nothing', () => {
    expect(eventWeight('RATING', 5)).toBe(eventWeight('LIKE', null));
    expect(eventWeight('RATING', 1)).toBe(eventWeight('DISLIKE', null));
    expect(eventWeight('RATING', 3)).toBe(0);
  });
});

describe('popularity', () => {
  it('is the weight at the moment of the event, half of it a half-life later', () => {
    const occurredAt = asEpochMs(Date.UTC(2026, 4, 1));
    const stored = popularityGain({ kind: 'PURCHASE', rating: null, occurredAt });

    expect(decayedTo(occurredAt, stored)).toBeCloseTo(10, 12);
    expect(decayedTo(asEpochMs(occurredAt + POPULARITY_HALF_LIFE_MS), stored)).toBeCloseTo(5, 12);
  });

  it('counts the weight itself at the landmark', () => {
    expect(popularityGain({ kind: 'LIKE', rating: null, occurredAt: POPULARITY_LANDMARK })).toBe(3);
  });

  it('equals the sum of all events, each decayed by itself', () => {
    fc.assert(
      fc.property(
        fc.array(event, { minLength: 1, maxLength: 30 }),
        fc.nat({ max: 400 }),
        (events, days) => {
          const last = Math.max(...events.map(({ occurredAt }) => occurredAt));
          const at = asEpochMs(Math.min(last + days * 86_400_000, LAST_MOMENT));

          const expected = decayedSum(events, at);

          const actual = decayedTo(at, storedSum(events));
          // Likes and dislikes cancel: rounding is relative to what was added, which is at most 10 for each event.
          expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-9 * 10 * events.length);
        },
      ),
    );
  });

  it('keeps the order of the stored sums at any later moment', () => {
    const history = fc.array(event, { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(history, history, fc.nat({ max: 20_000 }), (one, other, days) => {
        const last = Math.max(...[...one, ...other].map(({ occurredAt }) => occurredAt));
        const at = asEpochMs(Math.min(last + days * 86_400_000, LAST_MOMENT));

        const stored = Math.sign(storedSum(one) - storedSum(other));
        const read = Math.sign(decayedTo(at, storedSum(one)) - decayedTo(at, storedSum(other)));

        // A difference may fall below the smallest double when read decades later; it never turns round.
        expect([stored, 0]).toContain(read);
      }),
    );
  });

  it('tells sums apart at any moment of the decade after the events', () => {
    fc.assert(
      fc.property(moment, fc.integer({ min: 0, max: 3650 }), (occurredAt, days) => {
        const at = asEpochMs(Math.min(occurredAt + days * 86_400_000, LAST_MOMENT));
        const view = popularityGain({ kind: 'VIEW', rating: null, occurredAt });
        const purchase = popularityGain({ kind: 'PURCHASE', rating: null, occurredAt });
        expect(decayedTo(at, purchase)).toBeGreaterThan(decayedTo(at, view));
        expect(decayedTo(at, view)).toBeGreaterThan(0);
      }),
    );
  });

  it('stays a normal double for a million purchases at either end of its time', () => {
    for (const occurredAt of [EARLIEST_EVENT, LAST_MOMENT].map(asEpochMs)) {
      const sum = 1e6 * popularityGain({ kind: 'PURCHASE', rating: null, occurredAt });
      expect(Number.isFinite(sum)).toBe(true);
      expect(sum).toBeGreaterThan(2 ** -1022);
      expect(decayedTo(occurredAt, sum)).toBeCloseTo(1e7, 0);
    }
  });
});
