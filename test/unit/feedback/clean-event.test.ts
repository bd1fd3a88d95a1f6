import fc from 'fast-check';
import { cleanEvent, type EventCleaning } from '../../../src/feedback/clean-event';
import type { EventDraft } from '../../../src/feedback/event-draft.types';
import { EVENT_KINDS, type ShopperEvent } from '../../../src/feedback/shopper-event.types';
import { anEventDraft, NOON } from '../../support/an-event';

const strict: EventCleaning = { now: NOON, row: 3, withoutId: 'REFUSE' };

function cleaned(facts: EventDraft, cleaning: Partial<EventCleaning> = {}): ShopperEvent {
  const { event, problems } = cleanEvent(anEventDraft(facts), { ...strict, ...cleaning });
  if (!event) throw new Error(JSON.stringify(problems));
  return event;
}

function problemsOf(facts: EventDraft, cleaning: Partial<EventCleaning> = {}) {
  return cleanEvent(anEventDraft(facts), { ...strict, ...cleaning }).problems ?? [];
}

describe('cleanEvent', () => {
  it('keeps every fact of a complete event', () => {
    const draft = {
      eventId: ' e-1 ',
      kind: 'purchase',
      sku: 'hammer',
      shopper: 'anna',
      session: 'visit-1',
      occurredAt: '2026-05-01T11:00:00Z',
      searchId: 'search-1',
      recommendationId: 'recommendation-1',
      position: '3',
      quantity: 2,
      price: '12.50',
      currency: 'eur',
    };

    expect(cleaned(draft)).toEqual({
      eventId: 'e-1',
      kind: 'PURCHASE',
      sku: 'hammer',
      shopper: 'anna',
      session: 'visit-1',
      occurredAt: Date.UTC(2026, 4, 1, 11),
      searchId: 'search-1',
      recommendationId: 'recommendation-1',
      position: 3,
      quantity: 2,
      price: { amount: 12.5, currency: 'EUR' },
      rating: null,
    });
  });

  it.each([
    ['add-to-cart', 'ADD_TO_CART'],
    ['Add To Cart', 'ADD_TO_CART'],
    [' view ', 'VIEW'],
    ['dislike', 'DISLIKE'],
  ])('reads the kind %j as %s', (kind, expected) => {
    expect(cleaned({ kind }).kind).toBe(expected);
  });

  it.each([
    ['2026-05-01', Date.UTC(2026, 4, 1)],
    ['2026-05-01T10:00:00+02:00', Date.UTC(2026, 4, 1, 8)],
    ['2026-05-01 10:00', Date.UTC(2026, 4, 1, 10)],
    [Date.UTC(2026, 4, 1), Date.UTC(2026, 4, 1)],
    [String(Date.UTC(2026, 4, 1)), Date.UTC(2026, 4, 1)],
    [881_250_949, Date.UTC(1997, 11, 4, 15, 55, 49)],
    [1_714_567_890, Date.UTC(2024, 4, 1, 12, 51, 30)],
    ['', NOON],
    [null, NOON],
  ])('reads the time %j', (occurredAt, expected) => {
    expect(cleaned({ occurredAt }).occurredAt).toBe(expected);
  });

  it('allows clocks that run ten minutes fast, and no more', () => {
    expect(cleaned({ occurredAt: NOON + 600_000 }).occurredAt).toBe(NOON + 600_000);
    expect(problemsOf({ occurredAt: NOON + 600_001 })).toMatchObject([
      {
        field: 'occurredAt',
        message: expect.stringContaining('2026-05-01T12:00:00.000Z. Set the client') as string,
      },
    ]);
  });

  it('takes one piece for granted in a cart or a purchase, and only there', () => {
    expect(cleaned({ kind: 'ADD_TO_CART' }).quantity).toBe(1);
    expect(cleaned({ kind: 'PURCHASE' }).quantity).toBe(1);
    expect(cleaned({ kind: 'VIEW' }).quantity).toBeNull();
  });

  it.each<[EventDraft, string, string]>([
    [{ eventId: undefined }, 'eventId', 'eventId is missing'],
    [{ eventId: 'x'.repeat(201) }, 'eventId', 'has 201 characters; at most 200'],
    [{ eventId: 'a\u0000b' }, 'eventId', 'control characters'],
    [{ session: 'half \ud800' }, 'session', 'halves of characters'],
    [{ shopper: { id: 1 } }, 'shopper', 'write it as a text'],
    [{ searchId: 'x'.repeat(65) }, 'searchId', 'at most 64'],
    [{ kind: 'buy' }, 'kind', 'kind is "buy"; it must be one of IMPRESSION, VIEW'],
    [{ kind: undefined }, 'kind', 'kind is missing'],
    [{ sku: ' ' }, 'sku', 'sku is missing'],
    [{ session: null }, 'session', 'Neither shopper nor session'],
    [{ occurredAt: 'yesterday' }, 'occurredAt', '"yesterday" is not a date'],
    [{ occurredAt: '2026-02-30' }, 'occurredAt', 'is not a date'],
    [{ occurredAt: 200_000_000 }, 'occurredAt', '1976-05-03T19:33:20.000Z, before 1996'],
    [{ occurredAt: NOON * 1000 }, 'occurredAt', 'is not a date'],
    [{ position: 0 }, 'position', 'whole number from 1'],
    [{ position: 1.5 }, 'position', 'whole number'],
    [{ kind: 'PURCHASE', quantity: 0 }, 'quantity', 'whole number from 1'],
    [{ kind: 'VIEW', quantity: 1 }, 'quantity', 'belongs to ADD_TO_CART and PURCHASE only'],
    [{ kind: 'VIEW', price: 1, currency: 'EUR' }, 'price', 'belongs to ADD_TO_CART'],
    [{ kind: 'PURCHASE', price: -1, currency: 'EUR' }, 'price', 'negative'],
    [{ kind: 'PURCHASE', price: 'ten', currency: 'EUR' }, 'price', 'not a number'],
    [{ kind: 'PURCHASE', price: NaN, currency: 'EUR' }, 'price', 'not a number'],
    [{ kind: 'PURCHASE', price: 1 }, 'price', 'no currency'],
    [{ kind: 'PURCHASE', price: 1, currency: 'EURO' }, 'price', 'ISO 4217'],
    [{ kind: 'PURCHASE', currency: 'EUR' }, 'price', 'without price'],
    [{ kind: 'RATING' }, 'rating', 'needs a rating'],
    [{ kind: 'RATING', rating: 6 }, 'rating', 'from 1 to 5'],
    [{ kind: 'RATING', rating: 4.5 }, 'rating', 'whole number'],
    [{ kind: 'LIKE', rating: 5 }, 'rating', 'belongs to RATING only'],
  ])('refuses %j and names the field and the remedy', (facts, field, words) => {
    const problems = problemsOf(facts);

    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ row: 3, field });
    expect(problems[0]?.message).toContain(words);
  });

  it('reports everything that is wrong at once', () => {
    const problems = problemsOf({ eventId: '', kind: 'PURCHASE', sku: '', quantity: -1 });

    expect(problems.map((problem) => problem.field)).toEqual(['sku', 'quantity', 'eventId']);
  });

  it('never throws, whatever it is given', () => {
    const value = fc.oneof(
      fc.anything(),
      fc.constantFrom<unknown>('RATING', 'PURCHASE', 'EUR', 5, '2026-01-01', NOON),
    );
    const draft = fc.record({
      eventId: value,
      kind: value,
      sku: value,
      shopper: value,
      session: value,
      occurredAt: value,
      searchId: value,
      recommendationId: value,
      position: value,
      quantity: value,
      price: value,
      currency: value,
      rating: value,
    });
    fc.assert(
      fc.property(draft, (facts) => {
        const { event, problems } = cleanEvent(facts, strict);
        expect(event === undefined).toBe((problems ?? []).length > 0);
      }),
    );
  });

  it('leaves what it has cleaned as it is', () => {
    const draft = fc.record({
      eventId: fc.stringMatching(/^[ a-z0-9é-]{1,50}$/),
      kind: fc.constantFrom(...EVENT_KINDS),
      sku: fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' }),
      session: fc.string({ minLength: 1, maxLength: 40 }),
      occurredAt: fc.integer({ min: Date.UTC(2001, 0, 1), max: NOON }),
    });
    fc.assert(
      fc.property(draft, (facts) => {
        const first = cleanEvent({ ...facts, rating: ratingFor(facts.kind) }, strict).event;
        if (!first) return;
        const again = cleanEvent(
          { ...first, price: first.price?.amount, currency: first.price?.currency },
          strict,
        );
        expect(again.event).toEqual(first);
      }),
    );
  });
});

const ratingFor = (kind: string): number | null => (kind === 'RATING' ? 4 : null);

describe('cleanEvent without an event id', () => {
  const row = { eventId: '', occurredAt: '2026-04-30T10:00:00Z', kind: 'VIEW' };

  it('derives the same id for the same content, however it is written', () => {
    const one = cleaned(row, { withoutId: 'DERIVE' });
    const same = cleaned(
      { ...row, kind: 'view', occurredAt: Date.UTC(2026, 3, 30, 10) },
      { withoutId: 'DERIVE', row: 99 },
    );

    expect(one.eventId).toMatch(/^derived-[0-9a-f]{40}$/);
    expect(same.eventId).toBe(one.eventId);
  });

  it.each<EventDraft>([
    { kind: 'CLICK' },
    { sku: 'saw' },
    { session: 'visit-2' },
    { shopper: 'anna' },
    { occurredAt: '2026-04-30T10:00:01Z' },
    { position: 2 },
  ])('derives another id when %j differs', (facts) => {
    const one = cleaned(row, { withoutId: 'DERIVE' });
    expect(cleaned({ ...row, ...facts }, { withoutId: 'DERIVE' }).eventId).not.toBe(one.eventId);
  });

  it('keeps an id that is given', () => {
    expect(cleaned({ ...row, eventId: 'mine' }, { withoutId: 'DERIVE' }).eventId).toBe('mine');
  });

  it('needs the time: the clock would give the row another id every time', () => {
    expect(
      problemsOf({ ...row, occurredAt: '' }, { withoutId: 'DERIVE' }).map(({ field }) => field),
    ).toEqual(['occurredAt']);
  });
});
