import { counterChanges } from '../../src/feedback/counter-change';
import type { EventStore } from '../../src/feedback/event-store.port';
import { decayedTo, POPULARITY_HALF_LIFE_MS } from '../../src/feedback/popularity';
import {
  EVENT_KINDS,
  type EventKind,
  type ShopperEvent,
} from '../../src/feedback/shopper-event.types';
import { TREND_HALF_LIFE_MS, trendAsOf } from '../../src/feedback/trend';
import { asEpochMs, type EpochMs } from '../../src/shared/clock';
import { asRecommendationId, asSearchId, asSku } from '../../src/shared/ids';
import { SeededRandom } from '../../src/shared/seeded-random';
import { anEvent, NOON } from '../support/an-event';

/** What every EventStore promises. */
export function describeEventStore(name: string, open: () => Promise<EventStore>): void {
  describe(`EventStore: ${name}`, () => {
    let store: EventStore;

    beforeEach(async () => {
      store = await open();
    });

    it('gives back every fact of an event', async () => {
      const purchase = anEvent('购买 \u{1F4BB} "1"', {
        kind: 'PURCHASE',
        shopper: null,
        occurredAt: asEpochMs(Date.UTC(2026, 4, 1, 11, 59, 59, 123)),
        searchId: asSearchId('search-1'),
        recommendationId: asRecommendationId('recommendation-1'),
        position: 7,
        quantity: 3,
        price: { amount: 0.1 + 0.2, currency: 'EUR' },
      });
      const rating = anEvent('e2', { kind: 'RATING', rating: 4, session: null });

      await store.record([purchase, rating], NOON);

      const read = await store.read(0, 10);
      expect(read.map((row) => row.event)).toEqual([purchase, rating]);
    });

    it('counts an event once, however often it comes', async () => {
      expect(await store.record([anEvent('a'), anEvent('b'), anEvent('a')], NOON)).toEqual({
        recorded: 2,
        duplicates: 1,
      });
      expect(await store.record([anEvent('b'), anEvent('c')], NOON)).toEqual({
        recorded: 1,
        duplicates: 1,
      });

      expect(await store.count()).toBe(3);
      expect((await store.countersOf([asSku('hammer')], NOON)).get(asSku('hammer'))?.views).toBe(3);
    });

    it('keeps the first of two events with the same id', async () => {
      await store.record([anEvent('a', { kind: 'CLICK' }), anEvent('a', { kind: 'VIEW' })], NOON);
      await store.record([anEvent('a', { kind: 'PURCHASE', quantity: 1 })], NOON);

      expect((await store.read(0, 10)).map((row) => row.event.kind)).toEqual(['CLICK']);
    });

    it('counts each kind by itself, and popularity as of the moment asked for', async () => {
      await store.record(
        EVENT_KINDS.map((kind) => anEvent(kind, { kind, rating: kind === 'RATING' ? 5 : null })),
        NOON,
      );
      const later = asEpochMs(NOON + POPULARITY_HALF_LIFE_MS);

      const counters = (await store.countersOf([asSku('hammer')], later)).get(asSku('hammer'));

      // 0 impression, 1 view, 1 click, 4 cart, 10 purchase, 3 five stars, 3 like, -3 dislike: 19, of which a half is left.
      expect(counters).toEqual({
        sku: 'hammer',
        impressions: 1,
        views: 1,
        clicks: 1,
        carts: 1,
        purchases: 1,
        popularity: expect.closeTo(9.5, 9) as number,
        // Seven half-lives of the trend.
        trend: expect.closeTo(19 / 128, 9) as number,
      });
    });

    it('keeps the trend as of the moment asked for, whatever the order in which events come', async () => {
      const at = (halfLives: number) => asEpochMs(NOON + halfLives * TREND_HALF_LIFE_MS);
      const trendOf = async (moment: EpochMs) =>
        (await store.countersOf([asSku('hammer')], moment)).get(asSku('hammer'))?.trend;
      const acts: readonly (readonly [string, EventKind, number])[] = [
        ['1', 'PURCHASE', 0],
        ['2', 'VIEW', -1],
        ['3', 'ADD_TO_CART', 2],
        ['4', 'IMPRESSION', 3],
        ['5', 'VIEW', -4000],
        ['6', 'VIEW', 1],
      ];
      for (const [id, kind, when] of acts)
        await store.record([anEvent(id, { kind, occurredAt: at(when) })], NOON);

      // Three half-lives after noon: 10 / 2^3 bought, 1 / 2^4 and 1 / 2^2 looked at, 4 / 2 into the cart.
      expect(await trendOf(at(3))).toBeCloseTo(10 / 8 + 1 / 16 + 1 / 4 + 2, 9);
      expect(await trendOf(at(4))).toBeCloseTo((10 / 8 + 1 / 16 + 1 / 4 + 2) / 2, 9);
      // The client's clock may run ahead: what comes from the future does not count for more than now.
      expect(await trendOf(at(2.99))).toBeCloseTo(10 / 8 + 1 / 16 + 1 / 4 + 2, 9);
    });

    it('takes events that are decades apart, whose trend no number could hold', async () => {
      const years = [2025, 1996, 2012, 2026, 1999];
      for (const year of years)
        for (const kind of ['PURCHASE', 'IMPRESSION'] as const)
          await store.record(
            [anEvent(`${year}-${kind}`, { kind, occurredAt: asEpochMs(Date.UTC(year, 3, 1)) })],
            NOON,
          );

      const counters = await store.countersOf([asSku('hammer')], asEpochMs(Date.UTC(2026, 3, 1)));

      expect(counters.get(asSku('hammer'))?.trend).toBeCloseTo(10, 9);
    });

    it('knows nothing about products without events', async () => {
      expect((await store.countersOf([asSku('ghost')], NOON)).size).toBe(0);
      expect((await store.countersOf([], NOON)).size).toBe(0);
    });

    it('hands counters out by SKU in code point order, page by page, each product once', async () => {
      const skus = ['b', 'a', 'ä', 'B', '10', '9', '索'];
      await store.record(
        skus.map((sku) => anEvent(sku, { sku, kind: 'CLICK' })),
        NOON,
      );
      const later = asEpochMs(NOON + POPULARITY_HALF_LIFE_MS);

      const first = await store.countersAfter(null, 4, later);
      const rest = await store.countersAfter(first.at(-1)?.sku ?? null, 4, later);

      const all = [...first, ...rest];
      expect(first).toHaveLength(4);
      expect(all.map(({ sku }) => sku)).toEqual([...skus].sort());
      expect(all.every(({ clicks }) => clicks === 1)).toBe(true);
      // One click, a half-life later.
      for (const { popularity } of all) expect(popularity).toBeCloseTo(0.5, 9);
      expect(await store.countersAfter(all.at(-1)?.sku ?? null, 4, later)).toEqual([]);
    });

    it('hands events out in the order they were recorded, each once', async () => {
      for (let batch = 0; batch < 5; batch += 1) {
        const ids = Array.from({ length: 7 }, (_, index) => `${9 - batch}-${9 - index}`);
        await store.record(
          ids.map((id) => anEvent(id)),
          NOON,
        );
      }

      const ids: string[] = [];
      let after = 0;
      for (;;) {
        const page = await store.read(after, 4);
        if (page.length === 0) break;
        ids.push(...page.map((row) => row.event.eventId));
        after = page.at(-1)?.sequence ?? after;
      }

      expect(ids).toHaveLength(35);
      expect(ids.slice(0, 8)).toEqual(['9-9', '9-8', '9-7', '9-6', '9-5', '9-4', '9-3', '8-9']);
      expect(new Set(ids).size).toBe(35);
    });

    it('keeps counters equal to a recount of the log under overlapping batches at once', async () => {
      const batches = overlappingBatches(new SeededRandom(7), 40);

      const counts = await Promise.all(batches.map((batch) => store.record(batch, NOON)));

      const log = (await store.read(0, 10_000)).map((row) => row.event);
      const distinct = new Set(batches.flat().map((event) => event.eventId));
      expect(log).toHaveLength(distinct.size);
      expect(counts.reduce((sum, count) => sum + count.recorded, 0)).toBe(distinct.size);
      for (const expected of counterChanges(log)) {
        const counters = (await store.countersOf([expected.sku], NOON)).get(expected.sku);
        const { impressions, views, clicks, carts, purchases } = expected;
        expect(counters).toMatchObject({ impressions, views, clicks, carts, purchases });
        expect(counters?.popularity).toBeCloseTo(decayedTo(NOON, expected.popularity), 6);
        const recounted = trendAsOf(NOON, { sum: expected.trend, at: expected.lastEventAt });
        expect(counters?.trend).toBeCloseTo(recounted, 6);
      }
    });

    it('records a large batch whole', async () => {
      const events = Array.from({ length: 5000 }, (_, index) => anEvent(`e${index}`));

      expect(await store.record(events, NOON)).toEqual({ recorded: 5000, duplicates: 0 });
      expect(await store.record(events, NOON)).toEqual({ recorded: 0, duplicates: 5000 });
      expect(await store.count()).toBe(5000);
    });
  });
}

/** Batches that share events and products, and name them in different orders. */
function overlappingBatches(random: SeededRandom, count: number): readonly ShopperEvent[][] {
  return Array.from({ length: count }, () =>
    Array.from({ length: 30 }, () => {
      const id = random.below(600);
      const kind = EVENT_KINDS[id % EVENT_KINDS.length] ?? 'VIEW';
      return anEvent(`e${id}`, {
        kind,
        sku: `sku-${id % 13}`,
        rating: kind === 'RATING' ? 1 + (id % 5) : null,
        occurredAt: asEpochMs(NOON - id * 3_600_000),
      });
    }),
  );
}
