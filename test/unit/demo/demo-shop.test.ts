import { EVENT_KINDS, type EventKind } from '../../../src/feedback/shopper-event.types';
import { priceBandOf } from '../../../src/demo/demo-shopper';
import { DEMO_DAYS, inventDemoShop, RISING_DAYS } from '../../../src/demo/demo-shop';
import { TASTE } from '../../../src/demo/taste';
import { asEpochMs } from '../../../src/shared/clock';

const NOW = asEpochMs(Date.UTC(2026, 10, 21, 9));
const DAY = 24 * 60 * 60 * 1000;

describe('inventDemoShop', () => {
  const shop = inventDemoShop(1, NOW);
  const productBySku = new Map(shop.products.map((product) => [product.draft.sku, product]));
  const shopperById = new Map(shop.shoppers.map((shopper) => [shopper.id, shopper]));
  const views = shop.events
    .filter((event) => event.kind === 'VIEW')
    .flatMap((event) => {
      const product = productBySku.get(event.sku);
      const shopper = shopperById.get(event.shopper);
      return product && shopper ? [{ event, product, shopper }] : [];
    });
  const share = (of: readonly unknown[], among: readonly unknown[]) => of.length / among.length;

  it('is the same for the same seed and time', () => {
    const again = inventDemoShop(1, NOW);
    expect(JSON.stringify(again.events)).toBe(JSON.stringify(shop.events));
    expect(JSON.stringify(again.searches.map(({ search }) => search.text))).toBe(
      JSON.stringify(shop.searches.map(({ search }) => search.text)),
    );
  });

  it('moves its events with the clock, and nothing else', () => {
    const later = inventDemoShop(1, asEpochMs(NOW + 10 * DAY));
    const [first, last] = [later.events[0], later.events.at(-1)];
    expect(JSON.stringify(later.products)).toBe(JSON.stringify(shop.products));
    expect(Date.parse(first?.occurredAt ?? '')).toBeGreaterThan(NOW + 10 * DAY - DEMO_DAYS * DAY);
    expect(Date.parse(last?.occurredAt ?? '')).toBeLessThanOrEqual(NOW + 10 * DAY);
    expect(Date.parse(last?.occurredAt ?? '')).toBeGreaterThan(NOW + 9 * DAY);
  });

  it('records 20,000 events of 500 shoppers over 60 days, in order, each once', () => {
    const times = shop.events.map((event) => Date.parse(event.occurredAt));
    expect(shop.events).toHaveLength(20_000);
    expect(shop.shoppers).toHaveLength(500);
    expect(new Set(shop.events.map((event) => event.eventId)).size).toBe(20_000);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(times[0]).toBeGreaterThan(NOW - DEMO_DAYS * DAY);
    expect(times.at(-1)).toBeLessThanOrEqual(NOW);
  });

  it('narrows from views to clicks, carts and purchases', () => {
    const count = (kind: EventKind) => shop.events.filter((event) => event.kind === kind).length;
    expect(count('VIEW')).toBeGreaterThan(count('CLICK'));
    expect(count('CLICK')).toBeGreaterThan(2 * count('ADD_TO_CART'));
    expect(count('ADD_TO_CART')).toBeGreaterThan(1.5 * count('PURCHASE'));
    expect(count('PURCHASE')).toBeGreaterThan(300);
    expect(EVENT_KINDS).toEqual(expect.arrayContaining(shop.events.map((event) => event.kind)));
  });

  it('sells only what can be bought, at the price of the catalogue', () => {
    for (const event of shop.events.filter(({ kind }) => kind === 'PURCHASE')) {
      const draft = productBySku.get(event.sku)?.draft;
      expect(['IN_STOCK', 'PREORDER']).toContain(draft?.availability);
      expect(event).toMatchObject({ price: draft?.price, currency: 'EUR' });
    }
  });

  it('lets few products draw most of the views', () => {
    const counts = new Map<string, number>();
    for (const { event } of views) counts.set(event.sku, (counts.get(event.sku) ?? 0) + 1);
    const descending = [...counts.values()].sort((a, b) => b - a);
    const top = descending.slice(0, 200).reduce((sum, count) => sum + count, 0);
    // A tenth of the products; without a skew they would draw a tenth of the views.
    expect(top / views.length).toBeGreaterThan(0.3);
  });

  it('shows the favourite departments of each shopper as often as its constant says', () => {
    const favourite = views.filter(({ product, shopper }) =>
      shopper.departments.includes(product.shelf.department.code),
    );
    // A visit stays in its department: favourites by choice, and by chance when any department is picked.
    const chance =
      views.reduce((sum, { shopper }) => sum + shopper.departments.length / 12, 0) / views.length;
    const expected = TASTE.favouriteVisitShare + (1 - TASTE.favouriteVisitShare) * chance;
    // Some 3,000 visits: the standard error is below 0.01; three of them.
    expect(Math.abs(share(favourite, views) - expected)).toBeLessThan(0.03);
  });

  it('shows favourite brands and price bands far above chance', () => {
    const atHome = views.filter(({ product, shopper }) =>
      shopper.departments.includes(product.shelf.department.code),
    );
    const ofBrand = atHome.filter(({ product, shopper }) =>
      shopper.brands.includes(product.draft.brand),
    );
    // Two brands of six, weighing four times as much: 2 × 4 / (2 × 4 + 4) = 2/3, were all else equal; chance is 1/3.
    expect(share(ofBrand, atHome)).toBeGreaterThan(0.5);
    expect(share(ofBrand, atHome)).toBeLessThan(0.75);
    for (const band of ['LOW', 'MIDDLE', 'HIGH'] as const) {
      const inBand = (of: typeof views) =>
        share(
          of.filter(({ product }) => priceBandOf(product.priceLevel) === band),
          of,
        );
      const lovers = views.filter(({ shopper }) => shopper.priceBand === band);
      const others = views.filter(({ shopper }) => shopper.priceBand !== band);
      expect(inBand(lovers)).toBeGreaterThan(1.5 * inBand(others));
    }
  });

  it('has products that rise in the last days', () => {
    const since = NOW - RISING_DAYS * DAY;
    const recent = countBySku(views.filter(({ event }) => Date.parse(event.occurredAt) >= since));
    const before = countBySku(views.filter(({ event }) => Date.parse(event.occurredAt) < since));
    const daysBefore = DEMO_DAYS - RISING_DAYS;
    const risen = [...recent].filter(
      ([sku, count]) =>
        count >= 5 && count / RISING_DAYS > (4 * (before.get(sku) ?? 0)) / daysBefore,
    );
    // One of each department was chosen to rise; some are too little liked to be seen.
    expect(risen.length).toBeGreaterThanOrEqual(5);
    expect(risen.length).toBeLessThanOrEqual(24);
  });

  it('searches in words of the shop, shows what fits, and clicks on what was shown', () => {
    const searches = new Map(shop.searches.map(({ search }) => [search.searchId, search]));
    expect(searches.size).toBeGreaterThan(400);
    const led = shop.events.filter((event) => event.searchId !== undefined);
    expect(led.length).toBeGreaterThan(500);
    for (const event of led) {
      const shown = searches.get(event.searchId ?? '')?.shown ?? [];
      expect(shown[(event.position ?? 0) - 1]?.draft.sku).toBe(event.sku);
    }
  });

  it('repeats searches often enough for suggestions', () => {
    const counts = new Map<string, number>();
    for (const { search } of shop.searches)
      counts.set(search.text, (counts.get(search.text) ?? 0) + 1);
    expect([...counts.values()].filter((count) => count >= 3).length).toBeGreaterThan(60);
  });
});

function countBySku(
  of: readonly { readonly event: { readonly sku: string } }[],
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { event } of of) counts.set(event.sku, (counts.get(event.sku) ?? 0) + 1);
  return counts;
}
