import fc from 'fast-check';
import type { Product } from '../../../src/catalog/product.types';
import { EVENT_KINDS, type EventKind } from '../../../src/feedback/shopper-event.types';
import { asEpochMs } from '../../../src/shared/clock';
import { asEventId, asSku, type Sku } from '../../../src/shared/ids';
import { shopperProfile } from '../../../src/shoppers/shopper-profile';
import type { Dislike, ShopperAct } from '../../../src/shoppers/shopper.types';
import { NOON } from '../../support/an-event';
import { plain } from '../../support/plain-product';

const WEEK_MS = 7 * 86_400_000;

const saw = plain({
  sku: 'saw',
  brand: 'Acme',
  categories: [['Tools', 'Saws'], ['Gifts']],
  price: { amount: 40, currency: 'EUR' },
});
const lamp = plain({
  sku: 'lamp',
  brand: 'Lux',
  categories: [['Lighting']],
  price: { amount: 10, currency: 'EUR' },
});
const nail = plain({ sku: 'nail', brand: 'Acme', categories: [['Tools']], price: null });
const products = new Map<Sku, Product>([saw, lamp, nail].map((one) => [one.sku, one]));

let events = 0;

function act(sku: string, kind: EventKind, weeksAgo = 0, rating: number | null = null): ShopperAct {
  const eventId = asEventId(`e-${(events += 1)}`);
  return { eventId, sku: asSku(sku), kind, rating, at: asEpochMs(NOON - weeksAgo * WEEK_MS) };
}

const profileOf = (acts: readonly ShopperAct[], dislikes: readonly Dislike[] = []) =>
  shopperProfile({ acts, products, dislikes, now: NOON });

describe('the profile of a shopper', () => {
  it('is empty for whoever did nothing', () => {
    expect(profileOf([])).toEqual({
      departments: [],
      brands: [],
      priceBands: [],
      recent: [],
      dislikes: [],
    });
  });

  it('shares out what was done, by weight and age, with the events that it comes from', () => {
    const acts = [act('lamp', 'VIEW'), act('saw', 'ADD_TO_CART', 1), act('nail', 'VIEW', 0)];
    const [lampEvent, sawEvent, nailEvent] = acts.map(({ eventId }) => eventId);

    const { departments, brands, recent } = profileOf(acts);

    // A view 1, a cart of last week 4 / 2, a view 1: of 4 in all.
    expect(brands).toEqual([
      { value: 'Acme', share: 3 / 4, events: [sawEvent, nailEvent] },
      { value: 'Lux', share: 1 / 4, events: [lampEvent] },
    ]);
    expect(departments).toEqual([
      { value: 'Tools', share: 3 / 4, events: [sawEvent, nailEvent] },
      { value: 'Gifts', share: 2 / 4, events: [sawEvent] },
      { value: 'Lighting', share: 1 / 4, events: [lampEvent] },
    ]);
    expect(recent).toEqual(acts);
  });

  it('counts a no against, and a brand with more noes than yeses not at all', () => {
    const { brands } = profileOf([
      act('saw', 'VIEW'),
      act('nail', 'RATING', 0, 1),
      act('lamp', 'LIKE'),
      act('lamp', 'RATING', 0, 2),
    ]);

    // Acme: 1 - 3. Lux: 3 - 1.5, of 4 that were said in favour.
    expect(brands.map(({ value, share }) => [value, share])).toEqual([['Lux', 1.5 / 4]]);
  });

  it('leaves out brands and departments that are not wanted, and what was done with a product that is not', () => {
    const acts = [act('saw', 'VIEW'), act('lamp', 'VIEW')];
    const brandsWithout = (dislike: Dislike) =>
      profileOf(acts, [dislike]).brands.map(({ value }) => value);

    expect(brandsWithout({ kind: 'BRAND', brand: 'Acme' })).toEqual(['Lux']);
    expect(brandsWithout({ kind: 'PRODUCT', sku: asSku('lamp') })).toEqual(['Acme']);
    const without = profileOf(acts, [{ kind: 'CATEGORY', path: ['Tools'] }]);
    expect(without.departments.map(({ value }) => value)).toEqual(['Gifts', 'Lighting']);
  });

  it('tells the price band by currency, weighed', () => {
    const acts = [act('lamp', 'VIEW'), act('saw', 'VIEW'), act('saw', 'CLICK'), act('saw', 'VIEW')];

    expect(profileOf(acts).priceBands).toEqual([
      {
        currency: 'EUR',
        low: 10,
        median: 40,
        high: 40,
        events: acts.map(({ eventId }) => eventId),
      },
    ]);
  });

  it('passes over what has left the catalogue, but remembers that it was', () => {
    const acts = [act('gone', 'PURCHASE'), act('lamp', 'VIEW')];

    const { brands, recent } = profileOf(acts);

    expect(brands.map(({ value, share }) => [value, share])).toEqual([['Lux', 1]]);
    expect(recent).toEqual(acts);
  });

  it('has shares from 0 to 1, largest first, prices in order, and names events that were handed in', () => {
    const anAct = fc
      .record({
        sku: fc.constantFrom('saw', 'lamp', 'nail', 'gone'),
        kind: fc.constantFrom(...EVENT_KINDS),
        weeks: fc.double({ min: -1, max: 500, noNaN: true }),
        rating: fc.integer({ min: 1, max: 5 }),
      })
      .map(({ sku, kind, weeks, rating }) => act(sku, kind, weeks, rating));
    fc.assert(
      fc.property(fc.array(anAct, { maxLength: 60 }), (acts) => {
        const { departments, brands, priceBands } = profileOf(acts);

        const ids = new Set(acts.map(({ eventId }) => eventId));
        for (const list of [departments, brands]) {
          const shares = list.map(({ share }) => share);
          expect(shares.every((share) => share > 0 && share <= 1 + 1e-9)).toBe(true);
          expect(shares).toEqual([...shares].sort((left, right) => right - left));
          expect(list.every((one) => one.events.length > 0 && one.events.length <= 10)).toBe(true);
          expect(list.flatMap((one) => one.events).every((id) => ids.has(id))).toBe(true);
        }
        for (const { low, median, high } of priceBands)
          expect([low, median, high]).toEqual([low, median, high].sort((a, b) => a - b));
      }),
    );
  });
});
