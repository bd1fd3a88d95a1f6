import type { EpochMs } from '../shared/clock';
import { hashText } from '../shared/hash-text';
import { SeededRandom } from '../shared/seeded-random';
import { inventCatalog } from './demo-catalog';
import { demoEvent, type DemoEventDraft } from './demo-event';
import type { DemoProduct } from './demo-product';
import type { DemoSearch } from './demo-search';
import { inventShoppers, type DemoShopper } from './demo-shopper';
import { playVisit, type DemoVisit } from './demo-visit';
import { ALL_DEPARTMENTS, ALL_SHELVES } from './departments/all-departments';
import { pickWeighted } from './pick-weighted';
import type { ShopFloor } from './taste';

/** A search and who made it. */
export interface LoggedDemoSearch {
  readonly search: DemoSearch;
  readonly shopper: string;
  readonly session: string;
}

/** Everything about the demo shop. */
export interface DemoShop {
  readonly seed: number;
  readonly products: readonly DemoProduct[];
  readonly shoppers: readonly DemoShopper[];
  /** In the order of time. */
  readonly events: readonly DemoEventDraft[];
  readonly searches: readonly LoggedDemoSearch[];
}

/** How many things shoppers did. */
export const DEMO_EVENTS = 20_000;

/** The time that they cover, up to now. */
export const DEMO_DAYS = 60;

/** Some products become popular only in the last days, so that there is a trend to find. */
export const RISING_DAYS = 7;

const DAY_MS = 24 * 60 * 60 * 1000;
const HOUR_MS = 60 * 60 * 1000;

/** The longest that a visit takes; none begins later than this before now. */
const VISIT_MS = 2 * HOUR_MS;

/** Visits by the hour of the day (UTC): quiet at night, most in the evening. */
const VISITS_BY_HOUR = [
  2, 1, 1, 1, 1, 2, 4, 6, 7, 8, 9, 9, 10, 9, 8, 8, 9, 10, 12, 14, 15, 13, 9, 5,
];

/**
 * Makes the whole shop. Products and shoppers depend on the seed alone; events end at `now`, and the same seed and the same
 * `now` make the same events.
 */
export function inventDemoShop(seed: number, now: EpochMs): DemoShop {
  const products = inventCatalog(seed);
  const shoppers = inventShoppers(seed);
  const visits = playVisits({ seed, now, shoppers, floor: openFloor(products, seed) });
  const acts = visits
    .flatMap((visit) => visit.acts.map((act) => ({ visit, act })))
    .slice(0, DEMO_EVENTS)
    .sort((a, b) => a.act.at - b.act.at);
  const events = acts.map(({ visit, act }, index) => demoEvent(visit, act, { seed, index }));
  const searches = visits.flatMap(({ search, shopper, session }) =>
    search === null ? [] : [{ search, shopper: shopper.id, session }],
  );
  searches.sort((a, b) => a.search.at - b.search.at);
  return { seed, products, shoppers, events, searches };
}

interface Season {
  readonly seed: number;
  readonly now: EpochMs;
  readonly shoppers: readonly DemoShopper[];
  readonly floor: ShopFloor;
}

function playVisits({ seed, now, shoppers, floor }: Season): readonly DemoVisit[] {
  const random = new SeededRandom(hashText(`${seed}/visits`));
  const visits: DemoVisit[] = [];
  for (let acts = 0; acts < DEMO_EVENTS; acts += visits.at(-1)?.acts.length ?? 0) {
    const number = visits.length + 1;
    const plan = {
      shopper: pickWeighted(shoppers, (shopper) => shopper.activity, random),
      session: `demo-${seed}-session-${number}`,
      searchId: `demo-${seed}-search-${number}`,
      startsAt: drawStart(now, random),
      risingSince: now - RISING_DAYS * DAY_MS,
    };
    visits.push(playVisit(plan, floor, random));
  }
  return visits;
}

function drawStart(now: EpochMs, random: SeededRandom): number {
  for (;;) {
    const day = Math.floor((now - random.below(DEMO_DAYS) * DAY_MS) / DAY_MS) * DAY_MS;
    const hours = VISITS_BY_HOUR.map((_, hour) => hour);
    const hour = pickWeighted(hours, (index) => VISITS_BY_HOUR[index] ?? 0, random);
    const startsAt = day + hour * HOUR_MS + random.below(HOUR_MS);
    if (startsAt <= now - VISIT_MS) return startsAt;
  }
}

/** One rising product in each department, of those that few liked before. */
function openFloor(products: readonly DemoProduct[], seed: number): ShopFloor {
  const random = new SeededRandom(hashText(`${seed}/rising`));
  const rising = ALL_DEPARTMENTS.map((department) =>
    random.pick(
      products.filter(
        ({ shelf, appeal, draft }) =>
          shelf.department === department && appeal < 1 && draft.availability === 'IN_STOCK',
      ),
    ),
  );
  return {
    shelves: ALL_SHELVES,
    productsOn: new Map(
      ALL_SHELVES.map((shelf) => [shelf, products.filter((product) => product.shelf === shelf)]),
    ),
    rising: new Set(rising),
  };
}
