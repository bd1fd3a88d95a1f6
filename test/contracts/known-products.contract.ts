import type { ProductStore } from '../../src/catalog/product-store.port';
import type { KnownProducts } from '../../src/feedback/known-products.port';
import { asImportRunId, asSku } from '../../src/shared/ids';
import { aProduct } from '../support/a-product';

/** What every KnownProducts promises. */
export function describeKnownProducts(
  name: string,
  open: () => Promise<{ known: KnownProducts; store: ProductStore }>,
): void {
  describe(`KnownProducts: ${name}`, () => {
    it('tells the products that are stored from those that are not', async () => {
      const { known, store } = await open();
      const stored = ['a', 'A', '"b"', "c'c", '电脑', '\u{1F4BB}'];
      const products = stored.map((sku) => aProduct({ sku }));
      await store.upsert(products, asImportRunId('run'));
      await store.delete([asSku('a')]);

      const answer = await known.knownAmong([...stored, 'ghost', '%', ''].map(asSku));

      expect([...answer].sort()).toEqual(stored.filter((sku) => sku !== 'a').sort());
    });

    it('answers about thousands at once, and about none', async () => {
      const { known, store } = await open();
      await store.upsert([aProduct({ sku: 'sku-7' })], asImportRunId('run'));
      const skus = Array.from({ length: 40_000 }, (_, index) => asSku(`sku-${index}`));

      expect([...(await known.knownAmong(skus))]).toEqual(['sku-7']);
      expect((await known.knownAmong([])).size).toBe(0);
    });
  });
}
