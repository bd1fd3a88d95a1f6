import type { Product } from '../../src/catalog/product.types';
import { candidatesFor } from '../../src/adapters/vectors-elasticsearch/nearest-body';
import { asEncoderId } from '../../src/search/semantic/text-encoder.port';
import { dot, unit } from '../../src/search/semantic/vector-math';
import type { VectorIndex } from '../../src/search/semantic/vector-index.port';
import { asSku, type Sku } from '../../src/shared/ids';
import { SeededRandom } from '../../src/shared/seeded-random';
import { describeVectorIndex } from '../contracts/vector-index.contract';
import { describeElasticsearch } from '../support/elasticsearch';
import {
  elasticsearchVectorWorlds,
  type ElasticsearchVectorWorld,
} from '../support/elasticsearch-vector-world';
import { plain } from '../support/plain-product';

jest.setTimeout(60_000);

const NEVER = new AbortController().signal;
const first = asEncoderId('first');
const second = asEncoderId('second');

describeElasticsearch('vectors on Elasticsearch', () => {
  const openWorld = elasticsearchVectorWorlds();

  /** Plays the part of the job: all that is in the store is in the index, and refreshed, when a question comes. */
  function fedFirst({ index, indexes, feeder }: ElasticsearchVectorWorld): VectorIndex {
    const feed = async () => {
      await feeder.turn(NEVER);
      for (const fed of (await indexes.all()).values()) await indexes.note(fed);
    };
    return {
      name: index.name,
      serving: async (slot) => {
        await feed();
        return index.serving(slot);
      },
      nearest: async (request, deadline) => {
        await feed();
        return index.nearest(request, deadline);
      },
      vectorsOf: async (encoder, skus) => {
        await feed();
        return index.vectorsOf(encoder, skus);
      },
    };
  }

  describeVectorIndex('Elasticsearch', async () => {
    const world = await openWorld();
    return { ...world, index: fedFirst(world) };
  });

  async function serve(
    world: ElasticsearchVectorWorld,
    byProduct: ReadonlyMap<Product, Float32Array>,
    encoder = first,
  ): Promise<void> {
    const dimensions = [...byProduct.values()][0]?.length ?? 1;
    const { vectors } = world;
    await world.put([...byProduct.keys()]);
    await vectors.begin({ encoder, slot: 'catalogue', dimensions });
    await vectors.put(
      encoder,
      [...byProduct].map(([{ sku, updatedAt: productUpdatedAt }, vector]) => ({
        sku,
        vector,
        productUpdatedAt,
      })),
    );
    expect(await vectors.serve(encoder)).toBe(true);
  }

  const few = (vectors: Readonly<Record<string, readonly number[]>>) =>
    new Map(
      Object.entries(vectors).map(([sku, numbers]) => [plain({ sku }), Float32Array.from(numbers)]),
    );

  const asking = { filter: null, unavailable: 'SHOW', limit: 10 } as const;

  it('serves the encoder before, until the index of the next one is filled', async () => {
    const world = await openWorld();
    await serve(world, few({ a: [1, 0] }));
    expect(await world.feeder.turn(NEVER)).toEqual([first]);
    await serve(world, few({ a: [0, 0, 1] }), second);

    expect(await world.index.serving('catalogue')).toBe(first);

    expect(await world.feeder.turn(NEVER)).toEqual([second]);
    expect(await world.index.serving('catalogue')).toBe(second);
    expect(await world.feeder.turn(NEVER)).toEqual([]);
  });

  it('fills the index while a set is being built, so that the change is at once', async () => {
    const world = await openWorld();
    const a = plain({ sku: 'a' });
    await world.put([a, plain({ sku: 'b' })]);
    await world.vectors.begin({ encoder: first, slot: 'catalogue', dimensions: 2 });
    const ofA = { sku: a.sku, vector: Float32Array.of(1, 0), productUpdatedAt: a.updatedAt };
    await world.vectors.put(first, [ofA]);

    expect(await world.feeder.turn(NEVER)).toEqual([]);

    expect(await world.index.serving('catalogue')).toBeNull();
    expect((await world.indexes.all()).get(first)).toMatchObject({ revision: 1, isReady: false });
  });

  it('goes on where a feeder was killed', async () => {
    const world = await openWorld();
    const products = Array.from({ length: 1200 }, (_, n) => plain({ sku: `p${n}` }));
    await world.put(products);
    await world.vectors.begin({ encoder: first, slot: 'catalogue', dimensions: 2 });
    // Each a revision of its own, so that they come in three pages.
    for (let from = 0; from < products.length; from += 400)
      await world.vectors.put(
        first,
        products.slice(from, from + 400).map(({ sku, updatedAt }) => ({
          sku,
          vector: Float32Array.of(1, 0),
          productUpdatedAt: updatedAt,
        })),
      );
    const asked: number[] = [];
    const dying = world.feederOf({
      sets: () => world.vectors.sets(),
      changes: (encoder, revision, limit) => {
        asked.push(revision);
        if (asked.length === 3) throw new Error('killed');
        return world.vectors.changes(encoder, revision, limit);
      },
    });
    await expect(dying.turn(NEVER)).rejects.toThrow('killed');
    expect((await world.indexes.all()).get(first)).toMatchObject({ revision: 2 });

    await world.vectors.serve(first);
    await dying.turn(NEVER);

    // To serve is a change of the set, though not of its vectors.
    expect(asked).toEqual([0, 1, 2, 2, 3]);
    const found = await world.index.vectorsOf(
      first,
      products.map(({ sku }) => sku),
    );
    expect(found.size).toBe(products.length);
  });

  it('keeps the newer vector when an older one comes late', async () => {
    const world = await openWorld();
    await serve(world, few({ a: [1, 0] }));
    const sets = await world.vectors.sets();
    const old = await world.vectors.changes(first, 0, 10);
    const revision = old.at(-1)?.revision ?? 0;
    const late = world.feederOf({
      sets: () => Promise.resolve(sets.map((set) => ({ ...set, revision }))),
      changes: () => Promise.resolve(old),
    });
    await serve(world, few({ a: [0, 1] }));
    await world.feeder.turn(NEVER);
    const [fed] = (await world.indexes.all()).values();
    // As if it had looked before the other wrote.
    if (fed) await world.indexes.note({ ...fed, revision: 0 });

    await late.turn(NEVER);

    const kept = await world.index.vectorsOf(first, [asSku('a')]);
    expect([...kept.values()]).toEqual([Float32Array.of(0, 1)]);
  });

  it('begins anew when a set was dropped and begun again with other dimensions', async () => {
    const world = await openWorld();
    await serve(world, few({ a: [1, 0], b: [0, 1] }));
    await world.feeder.turn(NEVER);
    await world.vectors.clear('catalogue');
    await serve(world, few({ a: [0, 0, 1], b: [0, 1, 0] }));

    await world.feeder.turn(NEVER);

    const vector = Float32Array.of(0, 0, 1);
    const found = await world.index.nearest({ ...asking, encoder: first, vector });
    expect(found.map(({ sku }) => sku)).toEqual(['a']);
  });

  it('drops the indexes of sets that are gone', async () => {
    const world = await openWorld();
    await serve(world, few({ a: [1, 0] }));
    await world.feeder.turn(NEVER);
    await world.vectors.clear('catalogue');

    await world.feeder.turn(NEVER);

    expect([...(await world.indexes.all())]).toEqual([]);
    expect(await world.index.serving('catalogue')).toBeNull();
  });

  it('lets several feeders begin at once', async () => {
    const world = await openWorld();
    const products = new Map(
      Array.from({ length: 600 }, (_, n) => [plain({ sku: `p${n}` }), Float32Array.of(1, 0)]),
    );
    await serve(world, products);

    await Promise.all([1, 2, 3].map(() => world.feeder.turn(NEVER)));

    const vector = Float32Array.of(1, 0);
    const found = await world.index.nearest({ ...asking, encoder: first, vector, limit: 1000 });
    expect(found).toHaveLength(products.size);
  });

  it('makes no index without its mapping when somebody drops it meanwhile', async () => {
    const world = await openWorld();
    await serve(world, few({ a: [1, 0] }));
    const robbed = world.feederOf({
      sets: () => world.vectors.sets(),
      changes: async (encoder, revision, limit) => {
        for (const { index } of (await world.indexes.all()).values())
          await world.indexes.drop(index);
        return world.vectors.changes(encoder, revision, limit);
      },
    });

    await expect(robbed.turn(NEVER)).rejects.toMatchObject({ code: 'SEARCH_UNAVAILABLE' });

    expect(await world.feeder.turn(NEVER)).toEqual([first]);
    const vector = Float32Array.of(1, 0);
    const found = await world.index.nearest({ ...asking, encoder: first, vector });
    expect(found.map(({ sku }) => sku)).toEqual(['a']);
  });

  it('ends between two pages when it is told to, and is not ready then', async () => {
    const world = await openWorld();
    await serve(world, few({ a: [1, 0] }));
    const ended = new AbortController();
    ended.abort();

    expect(await world.feeder.turn(ended.signal)).toEqual([]);

    expect(await world.index.serving('catalogue')).toBeNull();
  });

  describe('beside a look at every vector', () => {
    const DIMENSIONS = 64;
    const PRODUCTS = 4000;
    const KINDS = 40;
    const QUERIES = 50;
    const WANTED = 10;

    /** Products of kinds, as catalogues have them: each near the middle of its kind. */
    function vectorsOfKinds(random: SeededRandom) {
      const direction = (spread: number, middle?: Float32Array) =>
        unit(
          Array.from(
            { length: DIMENSIONS },
            (_, n) => (middle?.[n] ?? 0) + random.normal(0, spread),
          ),
        );
      const middles = Array.from({ length: KINDS }, () => direction(1));
      const near = (n: number) => direction(0.4, middles[n % KINDS]);
      const products = new Map(
        Array.from({ length: PRODUCTS }, (_, n) => [
          plain({ sku: `p${n}`, brand: `b${n % 7}` }),
          near(n),
        ]),
      );
      return { products, queries: Array.from({ length: QUERIES }, (_, n) => near(n)) };
    }

    const nearestOf = (vectors: ReadonlyMap<Product, Float32Array>, query: Float32Array) =>
      [...vectors]
        .map(([{ sku }, vector]) => ({ sku, score: dot(vector, query) }))
        .sort((one, other) => other.score - one.score)
        .slice(0, WANTED)
        .map(({ sku }) => sku);

    it('finds at least 95 of 100 of the nearest ten, with a filter and without', async () => {
      const world = await openWorld();
      const { products, queries } = vectorsOfKinds(new SeededRandom(5));
      await serve(world, products);
      await world.feeder.turn(NEVER);
      const ofOneBrand = new Map([...products].filter(([{ brand }]) => brand === 'b3'));
      const brand = { op: 'brand', anyOf: ['b3'] } as const;
      expect(candidatesFor(WANTED)).toBeLessThan(PRODUCTS / 10);

      for (const [filter, among] of [
        [null, products],
        [brand, ofOneBrand],
      ] as const) {
        let found = 0;
        for (const vector of queries) {
          const request = { ...asking, encoder: first, vector, filter, limit: WANTED };
          const skus = new Set<Sku>((await world.index.nearest(request)).map(({ sku }) => sku));
          found += nearestOf(among, vector).filter((sku) => skus.has(sku)).length;
        }
        expect(found / (QUERIES * WANTED)).toBeGreaterThanOrEqual(0.95);
      }
    });
  });
});
