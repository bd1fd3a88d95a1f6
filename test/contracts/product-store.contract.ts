import type { CatalogChange, CatalogFollower } from '../../src/catalog/catalog-follower.port';
import type { ProductStore } from '../../src/catalog/product-store.port';
import { asImportRunId, asSku } from '../../src/shared/ids';
import { aProduct } from '../support/a-product';

const monday = asImportRunId('monday');
const tuesday = asImportRunId('tuesday');

/** What every ProductStore promises. */
export function describeProductStore(
  name: string,
  open: (followers: readonly CatalogFollower[]) => Promise<ProductStore>,
): void {
  describe(`ProductStore: ${name}`, () => {
    let changes: CatalogChange[];
    let followerFails: boolean;
    let store: ProductStore;

    beforeEach(async () => {
      changes = [];
      followerFails = false;
      const follower: CatalogFollower = {
        apply: async (change) => {
          changes.push(change);
          if (followerFails) throw new Error('the index is broken');
        },
      };
      store = await open([follower]);
    });

    it('gives back every fact of a product', async () => {
      const product = aProduct({
        sku: 'søm-1 "½"',
        title: '电脑包 15.6" \u{1F4BB}',
        brand: null,
        categories: [['Bags', 'Laptop > Bags'], ['New']],
        price: { amount: 0.1 + 0.2, currency: 'CNY' },
        attributes: {
          colour: { kind: 'text', value: 'black' },
          sizes: { kind: 'list', values: ['S', 'M'] },
          waterproof: { kind: 'boolean', value: false },
          weight: { kind: 'number', value: -1e-7 },
        },
        publishedAt: null,
      });

      await store.upsert([product], monday);

      expect((await store.findBySkus([product.sku])).get(product.sku)).toEqual(product);
    });

    it('counts what was created, updated and left unchanged', async () => {
      await store.upsert([aProduct({ sku: 'a' }), aProduct({ sku: 'b' })], monday);

      const counts = await store.upsert(
        [aProduct({ sku: 'a' }), aProduct({ sku: 'b', title: 'New' }), aProduct({ sku: 'c' })],
        tuesday,
      );

      expect(counts).toEqual({ created: 1, updated: 1, unchanged: 1, merged: 0 });
      expect((await store.findBySkus([asSku('b')])).get(asSku('b'))?.title).toBe('New');
    });

    it('merges rows of the same run and replaces those of another', async () => {
      const red = aProduct({ sku: 'a', tags: ['red'] });
      const blue = aProduct({ sku: 'a', tags: ['blue'] });
      await store.upsert([red], monday);

      expect(await store.upsert([blue], monday)).toMatchObject({ merged: 1 });
      expect((await store.findBySkus([red.sku])).get(red.sku)?.tags).toEqual(['red', 'blue']);

      expect(await store.upsert([blue], tuesday)).toMatchObject({ updated: 1 });
      expect((await store.findBySkus([red.sku])).get(red.sku)?.tags).toEqual(['blue']);
    });

    it('tells followers what it wrote, under row ids that stay', async () => {
      await store.upsert([aProduct({ sku: 'a' })], monday);
      await store.upsert([aProduct({ sku: 'a', title: 'New' })], tuesday);
      await store.delete([asSku('a')]);

      const [created, updated, deleted] = changes;
      const rowId = created?.upserted[0]?.rowId;
      expect(typeof rowId).toBe('number');
      expect(updated?.upserted).toMatchObject([{ rowId, product: { title: 'New' } }]);
      expect(deleted).toEqual({ upserted: [], deleted: [{ rowId, sku: 'a' }] });
    });

    it('writes nothing when a follower fails', async () => {
      await store.upsert([aProduct({ sku: 'a' })], monday);
      followerFails = true;

      await expect(store.upsert([aProduct({ sku: 'b' })], tuesday)).rejects.toThrow('broken');
      await expect(store.delete([asSku('a')])).rejects.toThrow('broken');

      expect([...(await store.findBySkus([asSku('a'), asSku('b')])).keys()]).toEqual(['a']);
    });

    it('returns the SKUs that it deleted and leaves out the unknown', async () => {
      await store.upsert([aProduct({ sku: 'a' }), aProduct({ sku: 'b' })], monday);

      expect(await store.delete([asSku('b'), asSku('ghost')])).toEqual(['b']);
      expect(await store.delete([])).toEqual([]);
      expect(await store.count()).toBe(1);
    });

    it('removes what a run did not write, and only that', async () => {
      await store.upsert([aProduct({ sku: 'a' }), aProduct({ sku: 'b' })], monday);
      await store.upsert([aProduct({ sku: 'b' }), aProduct({ sku: 'c' })], tuesday);

      expect(await store.deleteAllExceptRun(tuesday)).toBe(1);

      expect((await store.page(null, 10)).map((product) => product.sku)).toEqual(['b', 'c']);
    });

    it('pages by SKU in code point order, whatever the locale', async () => {
      const inOrder = ['10', '9', 'B', 'Z', 'a', 'a-1', 'ab', 'é', '中', '\u{1F4BB}'];
      await store.upsert(
        [...inOrder].reverse().map((sku) => aProduct({ sku })),
        monday,
      );

      const first = await store.page(null, 4);
      const second = await store.page(first.at(-1)?.sku ?? null, 100);

      expect([...first, ...second].map((product) => product.sku)).toEqual(inOrder);
    });

    it('takes more products at once than a statement has parameters', async () => {
      const skus = Array.from({ length: 3000 }, (_, index) => `sku-${index}`);
      await store.upsert(
        skus.map((sku) => aProduct({ sku })),
        monday,
      );

      expect(await store.count()).toBe(3000);
      expect((await store.findBySkus(skus.map(asSku))).size).toBe(3000);
    });

    it('does nothing for an empty batch', async () => {
      expect(await store.upsert([], monday)).toEqual({
        created: 0,
        updated: 0,
        unchanged: 0,
        merged: 0,
      });
      expect(await store.page(null, 10)).toEqual([]);
      expect((await store.findBySkus([])).size).toBe(0);
    });
  });
}
