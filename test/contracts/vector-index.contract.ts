import type { Product } from '../../src/catalog/product.types';
import type { Filter } from '../../src/search/filter.types';
import { asEncoderId } from '../../src/search/semantic/text-encoder.port';
import { dot, unit } from '../../src/search/semantic/vector-math';
import type { NearestRequest, VectorIndex } from '../../src/search/semantic/vector-index.port';
import type { VectorStore } from '../../src/search/semantic/vector-store.port';
import { Deadline } from '../../src/shared/deadline';
import { asSku, type Sku } from '../../src/shared/ids';
import { SeededRandom } from '../../src/shared/seeded-random';
import { plain } from '../support/plain-product';

/** An index, the store that feeds it, and the catalogue that both belong to. */
export interface VectorIndexWorld {
  readonly index: VectorIndex;
  readonly vectors: VectorStore;
  put(products: readonly Product[]): Promise<void>;
  remove(skus: readonly Sku[]): Promise<void>;
}

const encoder = asEncoderId('first');
const other = asEncoderId('second');
const DIMENSIONS = 8;

/** Enough that a wide filter lets through more than an index lists at once. */
const PRODUCTS = 2600;

/** What every VectorIndex promises. */
export function describeVectorIndex(name: string, open: () => Promise<VectorIndexWorld>): void {
  describe(`VectorIndex: ${name}`, () => {
    let world: VectorIndexWorld;

    beforeEach(async () => {
      world = await open();
    });

    const skusOf = (found: readonly { sku: Sku }[]) => found.map(({ sku }) => sku);

    const nearest = (
      vector: Float32Array,
      more: Partial<NearestRequest> = {},
    ): Promise<readonly { sku: Sku; score: number }[]> =>
      world.index.nearest({
        encoder,
        vector,
        limit: 10,
        filter: null,
        unavailable: 'SHOW',
        ...more,
      });

    /** Makes these the vectors of the encoder, products with them, and lets them serve. */
    async function serve(
      byProduct: ReadonlyMap<Product, Float32Array>,
      by = encoder,
    ): Promise<void> {
      await world.put([...byProduct.keys()]);
      const dimensions = [...byProduct.values()][0]?.length ?? 1;
      await world.vectors.begin({ encoder: by, slot: 'catalogue', dimensions });
      await world.vectors.put(
        by,
        [...byProduct].map(([{ sku, updatedAt }, vector]) => ({
          sku,
          vector,
          productUpdatedAt: updatedAt,
        })),
      );
      expect(await world.vectors.serve(by)).toBe(true);
    }

    const serveFew = (vectors: Readonly<Record<string, readonly number[]>>, by = encoder) =>
      serve(
        new Map(
          Object.entries(vectors).map(([sku, numbers]) => [
            plain({ sku }),
            Float32Array.from(numbers),
          ]),
        ),
        by,
      );

    it('finds the nearest first, ties by SKU', async () => {
      await serveFew({ far: [-1, 0], right: [0, 1], c: [1, 0], b: [0.6, 0.8], a: [0.6, 0.8] });

      const found = await nearest(Float32Array.of(1, 0));

      expect(skusOf(found)).toEqual(['c', 'a', 'b', 'far']);
      expect(found[0]?.score).toBeCloseTo(1, 6);
      expect(found[1]?.score).toBeCloseTo(0.6, 6);
      expect(skusOf(await nearest(Float32Array.of(1, 0), { limit: 2 }))).toEqual(['c', 'a']);
    });

    it('finds nothing near the zero vector, and no product whose vector is zero', async () => {
      await serveFew({ a: [1, 0], blank: [0, 0] });

      expect(await nearest(Float32Array.of(0, 0))).toEqual([]);
      expect(skusOf(await nearest(Float32Array.of(1, 0)))).toEqual(['a']);
    });

    it('gives back vectors of products', async () => {
      await serveFew({ a: [1, 0], b: [0, 1] });

      const found = await world.index.vectorsOf(encoder, [asSku('b'), asSku('none')]);

      expect([...found]).toEqual([['b', Float32Array.of(0, 1)]]);
    });

    it('follows the store: new vectors, other vectors, deleted products', async () => {
      await serveFew({ a: [1, 0], b: [0, 1] });
      await nearest(Float32Array.of(1, 0));

      await serveFew({ c: [0.8, 0.6], b: [1, 0] });
      await world.remove([asSku('a')]);

      expect(skusOf(await nearest(Float32Array.of(1, 0)))).toEqual(['b', 'c']);
    });

    it('serves the old vectors until the new set is complete, and both for a while after', async () => {
      expect(await world.index.serving('catalogue')).toBeNull();
      await serveFew({ a: [1, 0], b: [0, 1] });
      expect(await world.index.serving('catalogue')).toBe(encoder);

      await world.vectors.begin({ encoder: other, slot: 'catalogue', dimensions: 1 });
      expect(await world.index.serving('catalogue')).toBe(encoder);
      await expect(nearest(Float32Array.of(1), { encoder: other })).rejects.toMatchObject({
        code: 'MODEL_INCOMPATIBLE',
      });

      await serveFew({ a: [1], b: [-1] }, other);
      expect(await world.index.serving('catalogue')).toBe(other);
      expect(skusOf(await nearest(Float32Array.of(-1), { encoder: other }))).toEqual(['b', 'a']);
      expect(skusOf(await nearest(Float32Array.of(0, 1)))).toEqual(['b']);
      expect(await world.index.serving('sentence')).toBeNull();
    });

    it('refuses vectors of other dimensions, and encoders that it does not keep', async () => {
      await serveFew({ a: [1, 0] });
      await expect(nearest(Float32Array.of(1, 0, 0))).rejects.toMatchObject({
        code: 'MODEL_INCOMPATIBLE',
      });
      await expect(world.index.vectorsOf(other, [])).rejects.toMatchObject({
        code: 'MODEL_INCOMPATIBLE',
      });
    });

    it('does not begin after the deadline', async () => {
      await serveFew({ a: [1, 0] });
      const late = Deadline.after(0, () => 0);
      const request = { encoder, vector: Float32Array.of(1, 0), limit: 1, filter: null };
      await expect(
        world.index.nearest({ ...request, unavailable: 'SHOW' }, late),
      ).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' });
    });

    describe('on a larger catalogue', () => {
      const random = new SeededRandom(11);
      const direction = () => unit(Array.from({ length: DIMENSIONS }, () => random.normal(0, 1)));
      const products = Array.from({ length: PRODUCTS }, (_, n) =>
        plain({
          sku: `p${n}`,
          brand: n % 2 === 0 ? 'Even' : 'Odd',
          tags: n % 400 === 0 ? ['rare'] : [],
          availability: n % 3 === 0 ? 'OUT_OF_STOCK' : 'IN_STOCK',
        }),
      );
      const vectors = new Map(products.map((product) => [product, direction()]));
      const query = direction();

      /** The answer the plain way. */
      const expected = (passes: (product: Product) => boolean, limit: number) =>
        [...vectors]
          .filter(([product]) => passes(product))
          .map(([{ sku }, vector]) => ({ sku, score: dot(vector, query) }))
          .sort((x, y) => y.score - x.score || (x.sku < y.sku ? -1 : 1))
          .slice(0, limit)
          .map(({ sku }) => sku);

      beforeEach(async () => {
        await serve(vectors);
      });

      const even: Filter = { op: 'brand', anyOf: ['Even'] };
      const rare: Filter = { op: 'tag', anyOf: ['rare'] };

      it('finds what a look at every vector finds', async () => {
        expect(skusOf(await nearest(query, { limit: 100 }))).toEqual(expected(() => true, 100));
      });

      it('finds as many as are wanted of those that pass a filter, wide or narrow', async () => {
        expect(skusOf(await nearest(query, { limit: 100, filter: even }))).toEqual(
          expected(({ brand }) => brand === 'Even', 100),
        );
        expect(skusOf(await nearest(query, { limit: 5, filter: rare }))).toEqual(
          expected(({ tags }) => tags.length > 0, 5),
        );
        const neither: Filter = { op: 'and', clauses: [rare, { op: 'not', clause: even }] };
        expect(await nearest(query, { filter: neither })).toEqual([]);
      });

      it('finds all that pass a wide filter when more are wanted', async () => {
        expect(skusOf(await nearest(query, { limit: 5000, filter: even }))).toEqual(
          expected(({ brand }) => brand === 'Even', 5000),
        );
      });

      it('hides what is not available where that is asked for', async () => {
        const available = ({ availability }: Product) => availability === 'IN_STOCK';
        for (const filter of [null, even, rare])
          expect(skusOf(await nearest(query, { limit: 20, filter, unavailable: 'HIDE' }))).toEqual(
            expected(
              (product) =>
                available(product) &&
                (filter !== even || product.brand === 'Even') &&
                (filter !== rare || product.tags.length > 0),
              20,
            ),
          );
        expect(skusOf(await nearest(query, { limit: 20, unavailable: 'LAST' }))).toEqual(
          expected(() => true, 20),
        );
      });
    });
  });
}
