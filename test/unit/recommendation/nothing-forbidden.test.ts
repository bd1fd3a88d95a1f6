import { writeFileSync } from 'node:fs';
import { AVAILABILITIES, type Product } from '../../../src/catalog/product.types';
import { PLACEMENT_TABLE } from '../../../src/recommendation/placements';
import {
  PLACEMENTS,
  type RecommendationList,
  type RecommendationRequest,
} from '../../../src/recommendation/recommendation.types';
import type { ServingRecommender } from '../../../src/recommendation/serving-recommender.port';
import type { Filter } from '../../../src/search/filter.types';
import { asModelId, asShopperId, asSku, type Sku } from '../../../src/shared/ids';
import { SeededRandom } from '../../../src/shared/seeded-random';
import type { Dislike } from '../../../src/shoppers/shopper.types';
import { aProduct } from '../../support/a-product';
import { isUnavailable, satisfies } from '../../support/naive-catalogue';
import {
  aRequest,
  recommendingWorld,
  skusOf,
  type RecommendingWorld,
} from '../../support/recommending-world';
import { temporaryFolder } from '../../support/temporary-folder';

const REQUESTS = 10_000;
const REQUESTS_PER_CHANGE = 10;

const DEPARTMENTS = ['Audio', 'Photo', 'Garden', 'Kitchen'];
const BRANDS = ['Acme', 'Bolt', 'Crest', 'Dune'];
const SHOPPERS = ['anna', 'ben', 'cleo', 'dora', 'emil'];
const NUMBERS = Array.from({ length: 60 }, (_, number) => number);
const SKUS = NUMBERS.map((number) => asSku(`P${String(number).padStart(2, '0')}`));

/** A model that knows no manners: it proposes what is gone, hidden or excluded, and what never was. */
function rudeRecommender(random: SeededRandom): ServingRecommender {
  return {
    model: asModelId('rude'),
    knows: () => random.next() < 0.5,
    rank: ({ limit, items }) =>
      Promise.resolve(
        Array.from({ length: Math.min(limit, 1 + random.below(40)) }, (_, place) => ({
          sku: random.next() < 0.1 ? asSku(`gone-${String(place)}`) : random.pick(SKUS),
          score: -place,
          by: random.pick(['transitions', 'content', 'baskets', 'popularity'] as const),
          because: random.next() < 0.5 ? (items.at(-1)?.sku ?? null) : asSku('gone-too'),
        })),
      ),
  };
}

function randomProduct(random: SeededRandom, sku: Sku): Product {
  const departments = random.next() < 0.2 ? 2 : 1;
  return aProduct({
    sku,
    brand: random.next() < 0.1 ? null : random.pick(BRANDS),
    identifiers: [],
    categories: Array.from({ length: departments }, () => [
      random.pick(DEPARTMENTS),
      random.pick(['Small', 'Large']),
    ]),
    price: random.next() < 0.1 ? null : { amount: 1 + random.below(100), currency: 'EUR' },
    availability: random.next() < 0.7 ? 'IN_STOCK' : random.pick(AVAILABILITIES),
    tags: random.next() < 0.15 ? ['secret'] : [],
    locale: random.pick(['en', 'de']),
  });
}

function randomFilter(random: SeededRandom): Filter {
  const condition: Filter = random.pick<Filter>([
    { op: 'brand', anyOf: [random.pick(BRANDS)] },
    { op: 'category', anyOf: [[random.pick(DEPARTMENTS)]] },
    { op: 'price', range: { max: 1 + random.below(100) } },
    { op: 'not', clause: { op: 'locale', anyOf: ['de'] } },
    { op: 'sku', anyOf: [random.pick(SKUS), random.pick(SKUS)] },
  ]);
  if (random.next() < 0.7) return condition;
  return { op: 'and', clauses: [condition, { op: 'brand', anyOf: [random.pick(BRANDS)] }] };
}

const several = (random: SeededRandom, most: number): readonly Sku[] =>
  Array.from({ length: random.below(most + 1) }, () => random.pick(SKUS));

/** What the shop sells and what everybody dislikes, kept beside it in the plainest way. */
class Ledger {
  readonly products = new Map<Sku, Product>();
  readonly dislikes = new Map<string, Dislike[]>();

  /** Liking a product takes back that it is disliked; other acts say nothing about that. */
  note(shopper: string, sku: Sku, kind: string): void {
    if (kind !== 'LIKE' && kind !== 'DISLIKE') return;
    const others = (this.dislikes.get(shopper) ?? []).filter(
      (one) => one.kind !== 'PRODUCT' || one.sku !== sku,
    );
    const said: readonly Dislike[] = kind === 'DISLIKE' ? [{ kind: 'PRODUCT', sku }] : [];
    this.dislikes.set(shopper, [...others, ...said]);
  }

  dislikedBy(shopper: string | null, product: Product): boolean {
    const said = shopper === null ? [] : (this.dislikes.get(shopper) ?? []);
    return said.some((one) => {
      if (one.kind === 'PRODUCT') return one.sku === product.sku;
      if (one.kind === 'BRAND') return one.brand === product.brand;
      return product.categories.some((path) =>
        one.path.every((name, depth) => path[depth] === name),
      );
    });
  }

  /** Why the product must not be shown; null when it may. */
  objection(request: RecommendationRequest, product: Product | undefined): string | null {
    if (product === undefined) return 'erased';
    if (isUnavailable(product)) return 'not available';
    if (product.tags.includes('secret')) return 'hidden';
    if (request.filter !== null && !satisfies(product, request.filter)) return 'filtered';
    if (request.exclude.includes(product.sku)) return 'excluded';
    if (request.basket.includes(product.sku)) return 'in the basket';
    if (request.product === product.sku) return 'what the list is about';
    return this.dislikedBy(request.shopper, product) ? 'disliked' : null;
  }

  showable(request: RecommendationRequest): readonly Product[] {
    return [...this.products.values()].filter(
      (product) => this.objection(request, product) === null,
    );
  }
}

async function change(world: RecommendingWorld, ledger: Ledger, random: SeededRandom) {
  world.passTime(1000 * (1 + random.below(3_600)));
  const sku = random.pick(SKUS);
  const shopper = random.pick(SHOPPERS);
  const chance = random.next();
  if (chance < 0.25) {
    await world.products.delete([sku]);
    ledger.products.delete(sku);
  } else if (chance < 0.6) {
    const product = randomProduct(random, sku);
    await world.stock(product);
    ledger.products.set(sku, product);
  } else if (chance < 0.95) {
    const kind = random.pick(['VIEW', 'ADD_TO_CART', 'PURCHASE', 'LIKE', 'DISLIKE'] as const);
    await world.act(shopper, sku, kind);
    ledger.note(shopper, sku, kind);
  } else await dislike(world, ledger, random, shopper);
}

async function dislike(
  world: RecommendingWorld,
  ledger: Ledger,
  random: SeededRandom,
  shopper: string,
) {
  const who = { shopper: asShopperId(shopper), session: null };
  const said = ledger.dislikes.get(shopper) ?? [];
  if (said.length > 2) {
    await world.memory.removeDislikes(who, said);
    ledger.dislikes.set(shopper, []);
    return;
  }
  const one = random.pick<Dislike>([
    { kind: 'PRODUCT', sku: random.pick(SKUS) },
    { kind: 'BRAND', brand: random.pick(BRANDS) },
    { kind: 'CATEGORY', path: [random.pick(DEPARTMENTS), 'Small'] },
  ]);
  await world.memory.addDislikes(who, [one], world.now());
  ledger.dislikes.set(shopper, [...said, one]);
}

const sometimes = <T>(random: SeededRandom, chance: number, draw: () => T): T | null =>
  random.next() < chance ? draw() : null;

function randomRequest(ledger: Ledger, random: SeededRandom): RecommendationRequest {
  const placement = random.pick(PLACEMENTS);
  const { seeds } = PLACEMENT_TABLE[placement];
  const isAboutProduct = seeds === 'PRODUCT' || seeds === 'PRODUCT_OR_BASKET';
  const there = [...ledger.products.keys()];
  const department = () => [random.pick(DEPARTMENTS), 'Small'];
  return aRequest(placement, {
    shopper: sometimes(random, 0.7, () => asShopperId(random.pick(SHOPPERS))),
    product: isAboutProduct ? random.pick(there) : null,
    basket: sometimes(random, 0.2, () => several(random, 3)) ?? [],
    context: {
      department: sometimes(random, 0.2, department),
      locale: sometimes(random, 0.2, () => 'de-AT'),
      referrer: null,
      query: sometimes(random, 0.1, () => 'product'),
    },
    filter: sometimes(random, 0.4, () => randomFilter(random)),
    exclude: several(random, 4),
    diversity: sometimes(random, 0.3, () => random.next()),
    departmentCap: sometimes(random, 0.4, () => 1 + random.below(3)),
    first: 1 + random.below(12),
  });
}

function expectInOrder(ledger: Ledger, request: RecommendationRequest, list: RecommendationList) {
  const shown = skusOf(list);
  const objections = shown.map((sku) => ledger.objection(request, ledger.products.get(sku)));
  expect({ request, objections: objections.filter((one) => one !== null) }).toEqual({
    request,
    objections: [],
  });
  expect(new Set(shown).size).toBe(shown.length);
  expect(shown.length).toBeLessThanOrEqual(request.first);
  expect(list.degraded).toEqual([]);
  expectWithinCap(request, list);
}

function expectWithinCap({ departmentCap }: RecommendationRequest, { items }: RecommendationList) {
  if (departmentCap === null) return;
  const counts = new Map<string, number>();
  for (const { product } of items)
    for (const root of new Set(product.categories.map(([name = '']) => name)))
      counts.set(root, (counts.get(root) ?? 0) + 1);
  expect(Math.max(0, ...counts.values())).toBeLessThanOrEqual(departmentCap);
}

function expectNotEmpty(ledger: Ledger, request: RecommendationRequest, list: RecommendationList) {
  if (PLACEMENT_TABLE[request.placement].isRecord) return;
  const possible = ledger.showable(request).filter(({ sku }) => !wasSeed(list, sku)).length;
  const least = possible > 0 ? 1 : 0;
  expect({ request, shown: Math.max(least, list.items.length) }).toEqual({
    request,
    shown: list.items.length,
  });
}

/** BECAUSE_YOU_VIEWED leaves out what it is about, which nobody asked for by name. */
function wasSeed({ placement, items }: RecommendationList, sku: Sku): boolean {
  if (placement !== 'BECAUSE_YOU_VIEWED') return false;
  return items.length === 0 || items.some(({ reason }) => 'sku' in reason && reason.sku === sku);
}

async function expectNextPage(
  world: RecommendingWorld,
  ledger: Ledger,
  { request, list }: { request: RecommendationRequest; list: RecommendationList },
) {
  const last = list.items.at(-1);
  if (!list.hasNextPage || !last) return;
  const next = await world.recommendations.recommend({ ...request, after: last.cursor });
  expectInOrder(ledger, request, next);
  expect(skusOf(next).filter((sku) => skusOf(list).includes(sku))).toEqual([]);
  expect(next.items.length).toBeGreaterThan(0);
}

describe('recommendations of a shop that changes all the time', () => {
  const folder = temporaryFolder();

  it('never show what must not be shown, twice, or too much of one department, and are never empty while something may be shown', async () => {
    const random = new SeededRandom(20261121);
    const settingsFile = folder.path('rules.json');
    writeFileSync(
      settingsFile,
      JSON.stringify({
        hide: [{ tags: ['secret'] }],
        weights: [{ when: { brands: ['Acme'] }, factor: 2 }],
        pins: [{ placement: 'FOR_YOU', sku: 'P07', position: 2 }],
      }),
    );
    const rude = rudeRecommender(random);
    const live = { withChampion: <T>(work: (one: ServingRecommender | null) => Promise<T>) => work(random.next() < 0.7 ? rude : null) }; // prettier-ignore
    const world = await recommendingWorld(folder.path('data'), { live, settingsFile });
    const ledger = new Ledger();
    for (const sku of SKUS) ledger.products.set(sku, randomProduct(random, sku));
    await world.stock(...ledger.products.values());
    const kinds = new Map<string, number>();

    for (let asked = 0; asked < REQUESTS; asked += 1) {
      if (asked % REQUESTS_PER_CHANGE === 0) await change(world, ledger, random);
      const request = randomRequest(ledger, random);
      const list = await world.recommendations.recommend(request);
      expectInOrder(ledger, request, list);
      expectNotEmpty(ledger, request, list);
      for (const { strategy } of list.items) kinds.set(strategy, (kinds.get(strategy) ?? 0) + 1);
      if (random.next() < 0.3) await expectNextPage(world, ledger, { request, list });
    }

    // Every way to come by products had its share, so that the law says something about each.
    for (const strategy of [
      'RULE',
      'LEARNT',
      'BASKETS',
      'CONTENT',
      'HISTORY',
      'QUERY',
      'POPULAR',
      'NEW',
      'CATALOGUE',
    ])
      // prettier-ignore
      expect([strategy, kinds.get(strategy) ?? 0]).not.toEqual([strategy, 0]);
    await world.end();
  }, 900_000);
});
