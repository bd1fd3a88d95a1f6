import type { Product } from '../../src/catalog/product.types';
import { asEncoderId } from '../../src/search/semantic/text-encoder.port';
import type { ProductVector, VectorStore } from '../../src/search/semantic/vector-store.port';
import { asEpochMs } from '../../src/shared/clock';
import { asSku, type Sku } from '../../src/shared/ids';
import { plain } from '../support/plain-product';

/** A store of vectors and the catalogue that it belongs to. */
export interface VectorWorld {
  readonly vectors: VectorStore;
  /** Adds or replaces products. */
  put(products: readonly Product[]): Promise<void>;
  /** Deletes products from the catalogue. */
  remove(skus: readonly Sku[]): Promise<void>;
}

const first = asEncoderId('first');
const second = asEncoderId('second');
const [a, b, c] = [asSku('a'), asSku('b'), asSku('c')];

const monday = asEpochMs(1000);
const tuesday = asEpochMs(2000);

const product = (sku: string, title = 'Thing', updatedAt = monday): Product =>
  plain({ sku, title, updatedAt });

const pointing = (sku: Sku, ...numbers: readonly number[]): ProductVector => ({
  sku,
  vector: Float32Array.from(numbers),
  productUpdatedAt: monday,
});

/** What every VectorStore promises. */
export function describeVectorStore(name: string, open: () => Promise<VectorWorld>): void {
  describe(`VectorStore: ${name}`, () => {
    let world: VectorWorld;
    let vectors: VectorStore;

    beforeEach(async () => {
      world = await open();
      ({ vectors } = world);
      await world.put([product('a'), product('b')]);
      await vectors.begin({ encoder: first, slot: 'catalogue', dimensions: 2 });
    });

    const states = async () =>
      Object.fromEntries((await vectors.sets()).map(({ encoder, state }) => [encoder, state]));

    const kept = async (encoder = first) => {
      const last = new Map<Sku, readonly number[] | null>();
      for (const { sku, vector } of await vectors.changes(encoder, 0, 1000))
        last.set(sku, vector && [...vector]);
      return Object.fromEntries(last);
    };

    const complete = async (encoder: typeof first) => {
      await vectors.begin({ encoder, slot: 'catalogue', dimensions: 2 });
      await vectors.put(encoder, [pointing(a, 1, 0), pointing(b, 0, 1)]);
    };

    it('gives back every bit of a vector', async () => {
      const vector = [Math.fround(-0.1), 3e-39];
      await vectors.put(first, [pointing(a, ...vector)]);

      expect((await kept())['a']).toEqual([...Float32Array.from(vector)]);
    });

    it('replaces a vector, and keeps the last of two for one product', async () => {
      await vectors.put(first, [pointing(a, 1, 0)]);
      await vectors.put(first, [pointing(a, 9, 9), pointing(a, 0, 1)]);

      expect(await kept()).toEqual({ a: [0, 1] });
    });

    it('tells the changes since a revision, revision by revision', async () => {
      await vectors.put(first, [pointing(a, 1, 0), pointing(b, 1, 0)]);
      const [{ revision } = { revision: -1 }] = await vectors.changes(first, 0, 1000);
      await vectors.put(first, [pointing(b, 0, 1)]);

      const changed = await vectors.changes(first, revision, 1000);
      expect(changed.map(({ sku }) => sku)).toEqual([b]);
      expect(await vectors.changes(first, changed[0]?.revision ?? 0, 1000)).toEqual([]);
    });

    it('gives whole revisions, even when one alone is larger than the page', async () => {
      await world.put([product('c')]);
      await vectors.put(first, [pointing(a, 1, 0), pointing(b, 1, 0)]);
      await vectors.put(first, [pointing(c, 1, 0)]);

      const page = await vectors.changes(first, 0, 1);
      expect(page.map(({ sku }) => sku)).toEqual([a, b]);
      const next = await vectors.changes(first, page[0]?.revision ?? 0, 1);
      expect(next.map(({ sku }) => sku)).toEqual([c]);
    });

    it('loses no change of many writers, and gives each a revision that grows', async () => {
      const skus = Array.from({ length: 30 }, (_, n) => asSku(`many-${n}`));
      await world.put(skus.map((sku) => product(sku)));
      let seen = 0;
      const noticed = new Set<Sku>();
      const read = async () => {
        for (const { sku, revision } of await vectors.changes(first, seen, 7)) {
          noticed.add(sku);
          seen = Math.max(seen, revision);
        }
      };

      await Promise.all(skus.flatMap((sku) => [vectors.put(first, [pointing(sku, 1, 0)]), read()]));
      for (let pages = 0; pages < skus.length; pages += 1) await read();

      expect(noticed.size).toBe(skus.length);
    });

    it('says which products were never encoded, or changed since', async () => {
      expect(await vectors.stale(first, null, 10)).toEqual([a, b]);
      expect(await vectors.stale(first, null, 1)).toEqual([a]);
      expect(await vectors.stale(first, a, 10)).toEqual([b]);

      await vectors.put(first, [pointing(a, 1, 0), pointing(b, 1, 0)]);
      expect(await vectors.stale(first, null, 10)).toEqual([]);

      await world.put([product('a', 'Another title', tuesday)]);
      expect(await vectors.stale(first, null, 10)).toEqual([a]);
    });

    it('takes vectors away with their products, and tells', async () => {
      await vectors.put(first, [pointing(a, 1, 0), pointing(b, 0, 1)]);
      await world.remove([a]);
      expect(await kept()).toEqual({ a: null, b: [0, 1] });

      await vectors.remove([b]);
      expect(await kept()).toEqual({ a: null, b: null });
      expect(await vectors.stale(first, null, 10)).toEqual([b]);
    });

    it('leaves out the vector of a product that went away while it was encoded', async () => {
      await world.remove([a]);
      await vectors.put(first, [pointing(a, 1, 0), pointing(b, 0, 1)]);

      expect(await kept()).toEqual({ b: [0, 1] });
    });

    it('serves a set only when every product has a vector in it', async () => {
      await vectors.put(first, [pointing(a, 1, 0)]);
      expect(await vectors.serve(first)).toBe(false);
      expect(await states()).toEqual({ first: 'BUILDING' });

      await vectors.put(first, [pointing(b, 1, 0)]);
      expect(await vectors.serve(first)).toBe(true);
      expect(await states()).toEqual({ first: 'SERVING' });
    });

    it('serves a set although some products changed since they were encoded', async () => {
      await complete(first);
      await world.put([product('a', 'Another title', tuesday)]);

      expect(await vectors.serve(first)).toBe(true);
    });

    it('changes over at once: the old set is kept, the one before it is dropped', async () => {
      await complete(first);
      await vectors.serve(first);
      await complete(second);
      expect(await states()).toEqual({ first: 'SERVING', second: 'BUILDING' });

      await vectors.serve(second);
      expect(await states()).toEqual({ first: 'RETIRED', second: 'SERVING' });
      expect(await kept(first)).toEqual({ a: [1, 0], b: [0, 1] });

      const third = asEncoderId('third');
      await complete(third);
      await vectors.serve(third);
      expect(await states()).toEqual({ second: 'RETIRED', third: 'SERVING' });
      expect(await vectors.changes(first, 0, 10)).toEqual([]);
    });

    it('goes back to the set that served before', async () => {
      await complete(first);
      await vectors.serve(first);
      await complete(second);
      await vectors.serve(second);

      expect(await vectors.serve(first)).toBe(true);
      expect(await states()).toEqual({ first: 'SERVING', second: 'RETIRED' });
    });

    it('serves one encoder for each slot', async () => {
      await complete(first);
      await vectors.serve(first);
      await vectors.begin({ encoder: second, slot: 'sentence', dimensions: 1 });
      await vectors.put(second, [pointing(a, 1), pointing(b, 1)]);
      await vectors.serve(second);

      expect(await states()).toEqual({ first: 'SERVING', second: 'SERVING' });
    });

    it('leaves a set alone that is begun again', async () => {
      await complete(first);
      await vectors.begin({ encoder: first, slot: 'catalogue', dimensions: 2 });
      expect(await kept()).toEqual({ a: [1, 0], b: [0, 1] });

      for (const other of [
        { slot: 'sentence', dimensions: 2 },
        { slot: 'catalogue', dimensions: 3 },
      ] as const)
        await expect(vectors.begin({ encoder: first, ...other })).rejects.toMatchObject({
          code: 'MODEL_INCOMPATIBLE',
        });
    });

    it('drops a set that does not serve', async () => {
      await complete(first);
      await vectors.serve(first);
      await complete(second);

      expect(await vectors.drop(second)).toBe(true);
      expect(await vectors.drop(second)).toBe(false);
      await expect(vectors.drop(first)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
      expect(await states()).toEqual({ first: 'SERVING' });
    });

    it('clears a slot, also of what serves, and leaves the other alone', async () => {
      await complete(first);
      await vectors.serve(first);
      await vectors.begin({ encoder: second, slot: 'sentence', dimensions: 1 });
      await vectors.put(second, [pointing(a, 1), pointing(b, 1)]);
      await vectors.serve(second);

      await vectors.clear('sentence');

      expect(await states()).toEqual({ first: 'SERVING' });
      expect(await vectors.changes(second, 0, 10)).toEqual([]);
    });

    it('tells when the product that changed last did', async () => {
      expect(await vectors.newest()).toBe(monday);
      await world.put([product('a', 'Another title', tuesday)]);
      expect(await vectors.newest()).toBe(tuesday);
      await world.remove([a, b]);
      expect(await vectors.newest()).toBeNull();
    });

    it.each<[string, string, ProductVector]>([
      ['of other dimensions', 'MODEL_INCOMPATIBLE', pointing(b, 1, 0, 0)],
      ['that is not all numbers', 'MODEL_CORRUPT', pointing(b, 1, NaN)],
      ['without an end', 'MODEL_CORRUPT', pointing(b, Infinity, 0)],
    ])('refuses a vector %s, and the others with it', async (_, code, bad) => {
      await expect(vectors.put(first, [pointing(a, 1, 0), bad])).rejects.toMatchObject({ code });
      expect(await kept()).toEqual({});
    });

    it('refuses vectors of an encoder without a set', async () => {
      const unknown = asEncoderId('unknown');
      const refused = { code: 'MODEL_INCOMPATIBLE' };
      await expect(vectors.put(unknown, [pointing(a, 1, 0)])).rejects.toMatchObject(refused);
      await expect(vectors.serve(unknown)).rejects.toMatchObject(refused);
    });
  });
}
