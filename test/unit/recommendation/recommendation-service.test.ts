import { TypeOrmProductStore } from '../../../src/adapters/storage-typeorm/typeorm-product-store';
import { TypeOrmShopperMemory } from '../../../src/adapters/storage-typeorm/typeorm-shopper-memory';
import type {
  LiveRecommender,
  RankedSku,
  RecommenderQuestion,
  ServingRecommender,
} from '../../../src/recommendation/serving-recommender.port';
import { asModelId, asShopperId, asSku } from '../../../src/shared/ids';
import { aProduct } from '../../support/a-product';
import {
  aRequest,
  recommendingWorld,
  skus,
  skusOf,
  type RecommendingWorld,
} from '../../support/recommending-world';
import { eventually } from '../../support/eventually';
import { temporaryFolder } from '../../support/temporary-folder';

const DAY_MS = 24 * 3_600_000;
const anna = { shopper: asShopperId('anna') };

const inDepartment = (department: string, ...names: readonly string[]) =>
  names.map((sku) =>
    aProduct({ sku, categories: [[department]], brand: department, publishedAt: null }),
  );

/** A model whose answers the test dictates, and which remembers what it was asked. */
class DictatedRecommender implements ServingRecommender, LiveRecommender {
  readonly model = asModelId('dictated');
  readonly asked: RecommenderQuestion[] = [];
  known: ReadonlySet<string> = new Set();

  constructor(private readonly answer: (question: RecommenderQuestion) => Promise<readonly RankedSku[]>) {} // prettier-ignore

  withChampion<T>(work: (recommender: ServingRecommender | null) => Promise<T>): Promise<T> {
    return work(this);
  }

  knows(sku: string): boolean {
    return this.known.has(sku);
  }

  rank(question: RecommenderQuestion): Promise<readonly RankedSku[]> {
    this.asked.push(question);
    return this.answer(question);
  }
}

const ranking = (because: string | null, ...names: readonly string[]): readonly RankedSku[] =>
  names.map((sku, place) => ({
    sku: asSku(sku),
    score: -place,
    by: 'transitions',
    because: because === null ? null : asSku(because),
  }));

describe('recommendations', () => {
  const folder = temporaryFolder();
  let world: RecommendingWorld;

  const open = async (live?: LiveRecommender) => {
    world = await recommendingWorld(folder.path('data'), live ? { live } : {});
    await world.stock(
      ...inDepartment('Audio', 'a1', 'a2', 'a3', 'a4'),
      ...inDepartment('Photo', 'p1', 'p2', 'p3', 'p4'),
    );
    await world.refreshBoard();
  };

  afterEach(async () => {
    jest.restoreAllMocks();
    await world.end();
  });

  it('show a new visitor what is popular in the department that is open, then what is popular elsewhere, and say so', async () => {
    await open();
    for (const sku of ['p2', 'p2', 'p2', 'p3', 'a4']) await world.act('ben', sku, 'PURCHASE');
    world.passTime(30 * DAY_MS);
    await world.refreshBoard();
    const context = { department: ['Photo'], locale: null, referrer: null, query: null };

    const list = await world.recommendations.recommend(aRequest('FOR_YOU', { context, first: 3 }));

    expect(list.items.map(({ product, strategy, reason }) => [product.sku, strategy, reason])).toEqual([
      ['p2', 'POPULAR', { kind: 'POPULAR_IN', department: 'Photo' }],
      ['p3', 'POPULAR', { kind: 'POPULAR_IN', department: 'Photo' }],
      ['a4', 'POPULAR', { kind: 'POPULAR_IN', department: null }],
    ]); // prettier-ignore
    expect(list.model).toBeNull();
    expect(list.degraded).toEqual([]);
    expect(list.hasNextPage).toBe(true);
  });

  it('read what a new visitor looks for in the address that they came from', async () => {
    await open();
    await world.stock(aProduct({ sku: 'tripod', title: 'Carbon tripod', categories: [['Photo']] }));
    const referrer = 'https://www.example.org/search?hl=en&q=tripod';
    const context = { department: null, locale: null, referrer, query: null };

    const list = await world.recommendations.recommend(aRequest('FOR_YOU', { context, first: 1 }));

    expect(list.items[0]).toMatchObject({
      product: { sku: 'tripod' },
      strategy: 'QUERY',
      reason: { kind: 'FITS_QUERY', text: 'tripod' },
    });
  });

  it('put products in the language of the visitor first', async () => {
    await open();
    await world.stock(aProduct({ sku: 'deutsch', locale: 'de-DE' }));
    for (const sku of ['p1', 'p1', 'deutsch']) await world.act('ben', sku, 'PURCHASE');
    world.passTime(30 * DAY_MS);
    await world.refreshBoard();
    const context = { department: null, locale: 'de-AT', referrer: null, query: null };
    const list = await world.recommendations.recommend(aRequest('FOR_YOU', { context, first: 2 }));
    expect(skusOf(list)).toEqual(skus('deutsch', 'p1'));
  });

  it('say what the model says, without what was seen or bought, and name the version and the reason', async () => {
    const model = new DictatedRecommender(() => Promise.resolve(ranking('a1', 'a1', 'p1', 'a2')));
    await open(model);
    await world.act('anna', 'a1', 'PURCHASE');
    await world.act('anna', 'p1');

    const list = await world.recommendations.recommend(aRequest('FOR_YOU', { ...anna, first: 1 }));

    expect(list.items[0]).toMatchObject({
      product: { sku: 'a2' },
      strategy: 'LEARNT',
      reason: { kind: 'BECAUSE_YOU_BOUGHT', sku: 'a1' },
    });
    expect(list.model).toBe('dictated');
    expect(model.asked[0]?.items.map(({ sku }) => sku)).toEqual(['a1', 'p1']);
  });

  it('change with the next event', async () => {
    const model = new DictatedRecommender(({ items }) =>
      Promise.resolve(ranking(null, items.at(-1)?.sku === 'a1' ? 'a2' : 'p2')),
    );
    await open(model);
    const first = () =>
      world.recommendations.recommend(aRequest('NEXT_ITEM', { ...anna, first: 1 }));
    await world.act('anna', 'a1');
    expect(skusOf(await first())).toEqual(skus('a2'));
    await world.act('anna', 'p1');
    expect(skusOf(await first())).toEqual(skus('p2'));
  });

  it('show what was seen rather than nothing', async () => {
    await open();
    for (const sku of ['a1', 'a2', 'a3', 'a4', 'p1', 'p2', 'p3', 'p4'])
      await world.act('anna', sku);
    const all = await world.recommendations.recommend(aRequest('FOR_YOU', anna));
    expect(all.items).toHaveLength(8);
    await world.stock(...inDepartment('Audio', 'a5'));
    const unseen = await world.recommendations.recommend(aRequest('FOR_YOU', anna));
    expect(skusOf(unseen)).toEqual(skus('a5'));
  });

  it('do without a model that is late or fails, and say that it is missing', async () => {
    const model = new DictatedRecommender(() => Promise.reject(new Error('out of memory')));
    await open(model);
    await world.act('anna', 'a1');
    const list = await world.recommendations.recommend(aRequest('FOR_YOU', { ...anna, first: 2 }));
    expect(list.items).toHaveLength(2);
    expect(list.degraded).toEqual(['MODEL']);
    expect(list.model).toBeNull();
  });

  it('survive a model that was trained on a catalogue of which nothing is left', async () => {
    const gone = Array.from({ length: 100 }, (_, number) => `gone-${String(number)}`);
    const model = new DictatedRecommender(() => Promise.resolve(ranking('gone-1', ...gone, 'a3')));
    await open(model);
    await world.act('anna', 'a1');
    const list = await world.recommendations.recommend(aRequest('FOR_YOU', { ...anna, first: 5 }));
    expect(list.items).toHaveLength(5);
    expect(list.items[0]).toMatchObject({
      product: { sku: 'a3' },
      reason: { kind: 'SHOPPERS_LIKE_YOU' },
    });
  });

  it('tell why in BECAUSE_YOU_VIEWED: the product viewed last of which enough is known', async () => {
    const about: Record<string, readonly string[]> = { p1: ['p2'], a1: ['a2', 'a3', 'a4'] };
    const model = new DictatedRecommender(({ items }) =>
      Promise.resolve(ranking(items[0]?.sku ?? null, ...(about[items[0]?.sku ?? ''] ?? []))),
    );
    await open(model);
    await world.act('anna', 'a1');
    await world.act('anna', 'p1');
    const request = aRequest('BECAUSE_YOU_VIEWED', { ...anna, first: 2 });

    const list = await world.recommendations.recommend(request);
    expect(skusOf(list)).toEqual(skus('a2', 'a3'));
    for (const { reason } of list.items)
      expect(reason).toEqual({ kind: 'BECAUSE_YOU_VIEWED', sku: 'a1' });

    await world.act('anna', 'p2');
    const next = await world.recommendations.recommend({ ...request, after: list.items[1]?.cursor ?? null }); // prettier-ignore
    expect(next.items[0]).toMatchObject({ product: { sku: 'a4' }, position: 3 });
    expect(next.recommendationId).toBe(list.recommendationId);
  });

  it('state what was viewed, the last first, and what may be needed again', async () => {
    await open();
    await world.act('anna', 'a1', 'PURCHASE');
    world.passTime(40 * DAY_MS);
    await world.act('anna', 'p1');
    world.passTime(1000);
    await world.act('anna', 'p2');
    world.passTime(1000);
    await world.act('anna', 'p1');
    await world.act('anna', 'a2', 'PURCHASE');
    const viewed = await world.recommendations.recommend(aRequest('RECENTLY_VIEWED', anna));
    expect(skusOf(viewed)).toEqual(skus('p1', 'p2'));
    const again = await world.recommendations.recommend(aRequest('BUY_AGAIN', anna));
    expect(skusOf(again)).toEqual(skus('a1'));
    expect(again.items[0]?.reason).toEqual({ kind: 'YOU_BOUGHT', at: world.now() - 40 * DAY_MS - 2000 }); // prettier-ignore
    const nobody = await world.recommendations.recommend(aRequest('RECENTLY_VIEWED'));
    expect(nobody.items).toEqual([]);
  });

  it('give a place of every ten to a product that came a moment ago, in its department alone', async () => {
    const model = new DictatedRecommender(() =>
      Promise.resolve(ranking(null, 'a2', 'a3', 'a4', 'p1', 'p2', 'p3', 'p4')),
    );
    model.known = new Set(['a1', 'a2', 'a3', 'a4', 'p1', 'p2', 'p3', 'p4']);
    await open(model);
    await world.stock(...inDepartment('Audio', 'brand-new'), ...inDepartment('Garden', 'rake'));
    await world.refreshBoard();
    await world.act('anna', 'a1');
    const list = await world.recommendations.recommend(aRequest('FOR_YOU', anna));
    expect(skusOf(list).indexOf(asSku('brand-new'))).toBe(4);
    expect(list.items[4]).toMatchObject({ strategy: 'NEW', reason: { kind: 'NEW_IN', department: 'Audio' } }); // prettier-ignore
    const { items } = await world.recommendations.recommend(
      aRequest('FOR_YOU', { ...anna, first: 7 }),
    );
    expect(items.map(({ product }) => product.sku)).not.toContain('rake');
  });

  it('hear by themselves of a product that has come', async () => {
    await open();
    await world.act('anna', 'a1');
    await world.stock(...inDepartment('Audio', 'brand-new'));
    const list = () => world.recommendations.recommend(aRequest('FOR_YOU', { ...anna, first: 5 }));
    await eventually(async () =>
      (await list()).items.some(
        ({ product, strategy }) => product.sku === 'brand-new' && strategy === 'NEW',
      ),
    );
  });

  it('ask once for many products: one look at the memory and one question for products', async () => {
    const model = new DictatedRecommender(({ items }) =>
      Promise.resolve(ranking(items[0]?.sku ?? null, 'a1', 'a2', 'p1')),
    );
    await open(model);
    const { placement: _placement, product: _product, basket: _basket, after: _after, ...terms } = aRequest('SIMILAR', { ...anna, first: 2 }); // prettier-ignore
    const looks = jest.spyOn(TypeOrmShopperMemory.prototype, 'recent');
    const reads = jest.spyOn(TypeOrmProductStore.prototype, 'findBySkus');
    const lists = await world.recommendations.similarTo(skus('p2', 'nowhere', 'p3'), terms);
    expect(looks).toHaveBeenCalledTimes(1);
    // Whether the products are there, and what is shown.
    expect(reads).toHaveBeenCalledTimes(2);
    expect(lists[0]).toMatchObject({ placement: 'SIMILAR', items: [{ position: 1 }, { position: 2 }] }); // prettier-ignore
    expect(lists[1]).toMatchObject({ code: 'UNKNOWN_PRODUCT' });
    expect(lists[2]).toMatchObject({ items: [{ reason: { kind: 'SIMILAR_TO', sku: 'p3' } }, {}] });
    expect(model.asked.map(({ task }) => task)).toEqual(['SIMILAR', 'SIMILAR']);
  });

  it('refuse what cannot be answered, with a code and a remedy', async () => {
    await open();
    const asked = (
      facts: Parameters<typeof aRequest>[1],
      placement: Parameters<typeof aRequest>[0] = 'FOR_YOU',
    ) =>
      // prettier-ignore
      world.recommendations.recommend(aRequest(placement, facts)).catch((error: unknown) => error);
    const basket = Array.from({ length: 10_000 }, () => asSku('a1'));
    expect(await asked({ basket })).toMatchObject({ code: 'TOO_MANY_ITEMS', details: { limit: 100, got: 10_000 } }); // prettier-ignore
    expect(await asked({ product: asSku('nowhere') }, 'SIMILAR')).toMatchObject({ code: 'UNKNOWN_PRODUCT' }); // prettier-ignore
    expect(await asked({}, 'SIMILAR')).toMatchObject({ code: 'INVALID_INPUT' });
    expect(await asked({}, 'BOUGHT_TOGETHER')).toMatchObject({ code: 'INVALID_INPUT' });
    expect(await asked({ first: 0 })).toMatchObject({ code: 'INVALID_INPUT' });
    expect(await asked({ first: 101 })).toMatchObject({ code: 'PAGE_TOO_LARGE' });
    expect(await asked({ diversity: 1.5 })).toMatchObject({ code: 'INVALID_INPUT' });
    expect(await asked({ diversity: Number.NaN })).toMatchObject({ code: 'INVALID_INPUT' });
    expect(await asked({ departmentCap: 0 })).toMatchObject({ code: 'INVALID_INPUT' });
    expect(await asked({ after: 'x' })).toMatchObject({ code: 'CURSOR_INVALID' });
    expect(await asked({ filter: { op: 'price', range: { min: 2, max: 1 } } })).toMatchObject({ code: 'CONTRADICTORY_RANGE' }); // prettier-ignore
    expect(await asked({ filter: { op: 'attributeExists', key: 'wieght' } })).toMatchObject({ code: 'UNKNOWN_ATTRIBUTE' }); // prettier-ignore
    const list = await world.recommendations.recommend(aRequest('FOR_YOU', { first: 2 }));
    const after = list.items[1]?.cursor ?? null;
    expect(await asked({ after }, 'TRENDING')).toMatchObject({ code: 'CURSOR_MISMATCH' });
  });

  it('answer a filter that nothing passes with an empty list, and a shopper nobody knows as a new one', async () => {
    await open();
    const filter = { op: 'and', clauses: [{ op: 'brand', anyOf: ['Audio'] }, { op: 'brand', anyOf: ['Photo'] }] } as const; // prettier-ignore
    const nothing = await world.recommendations.recommend(aRequest('FOR_YOU', { filter }));
    expect(nothing).toMatchObject({ items: [], hasNextPage: false, degraded: [] });
    const stranger = await world.recommendations.recommend(aRequest('FOR_YOU', { shopper: asShopperId('nobody') })); // prettier-ignore
    expect(stranger.items).toHaveLength(8);
  });

  it('pass a basket over whose products are gone', async () => {
    await open();
    const list = await world.recommendations.recommend(
      aRequest('BOUGHT_TOGETHER', { basket: skus('gone', 'a1') }),
    );
    expect(new Set(skusOf(list))).toEqual(new Set(skus('a2', 'a3', 'a4', 'p1', 'p2', 'p3', 'p4')));
    expect(
      skusOf(list)
        .slice(0, 3)
        .every((sku) => sku.startsWith('a')),
    ).toBe(true);
  });
});
