import { CATALOG_ORIGIN_SETTING } from '../../../src/catalog/catalog-origin';
import type { Trove } from '../../../src/server/composition-root';
import { asImportRunId, asSku } from '../../../src/shared/ids';
import { aProduct } from '../../support/a-product';
import { anEvent, NOON } from '../../support/an-event';
import { openTroveIn } from '../../support/open-trove';
import { temporaryFolder } from '../../support/temporary-folder';

describe('CatalogService', () => {
  const folder = temporaryFolder();
  let trove: Trove;

  beforeEach(async () => {
    trove = await openTroveIn(folder.path('data'));
  });

  afterEach(async () => {
    await trove.close();
  });

  const skusStored = async () => (await trove.catalog.page(null, 100)).map(({ sku }) => sku);

  it('stores the good products and gives the others back with row, field and reason', async () => {
    const counts = await trove.catalog.importProducts([
      { sku: 'a', title: 'A' },
      { sku: 'b' },
      { sku: 'c', title: 'C', price: -1, currency: 'USD' },
      { sku: 'd', title: 'D' },
    ]);
    expect(counts).toMatchObject({ created: 2, updated: 0, unchanged: 0, merged: 0 });
    expect(counts.problems.map(({ row, field, code }) => [row, field, code])).toEqual([
      [2, 'title', 'INVALID_INPUT'],
      [3, 'price', 'INVALID_INPUT'],
    ]);
    expect(await skusStored()).toEqual(['a', 'd']);
  });

  it('merges rows about the same product within a batch', async () => {
    const counts = await trove.catalog.importProducts([
      { sku: 'a', title: 'A', tags: ['new'], brand: 'Acme' },
      { sku: ' a ', title: 'A, better', tags: ['hot'] },
    ]);
    expect(counts).toMatchObject({ created: 1, merged: 1, problems: [] });
    const product = (await trove.catalog.findBySkus([asSku('a')])).get(asSku('a'));
    expect(product).toMatchObject({ title: 'A, better', brand: 'Acme', tags: ['new', 'hot'] });
  });

  it('merges rows about the same product within a run, and replaces across runs', async () => {
    const run = asImportRunId('run-1');
    await trove.catalog.importProducts([{ sku: 'a', title: 'A', brand: 'Acme' }], run);
    expect(await trove.catalog.importProducts([{ sku: 'a', title: 'A2' }], run)).toMatchObject({
      merged: 1,
    });
    expect(await trove.catalog.page(null, 1)).toMatchObject([{ title: 'A2', brand: 'Acme' }]);

    expect(await trove.catalog.importProducts([{ sku: 'a', title: 'A3' }])).toMatchObject({
      updated: 1,
    });
    expect(await trove.catalog.page(null, 1)).toMatchObject([{ title: 'A3', brand: null }]);
  });

  it('counts what has not changed', async () => {
    await trove.catalog.importProducts([{ sku: 'a', title: 'A' }]);
    expect(await trove.catalog.importProducts([{ sku: 'a', title: ' A ' }])).toMatchObject({
      unchanged: 1,
      updated: 0,
    });
  });

  it('deletes products and names those that were not there', async () => {
    await trove.catalog.importProducts([
      { sku: 'a', title: 'A' },
      { sku: 'b', title: 'B' },
    ]);
    const skus = ['b', 'x', 'b'].map(asSku);
    expect(await trove.catalog.deleteProducts(skus)).toEqual({ deleted: ['b'], unknown: ['x'] });
    expect(await trove.catalog.count()).toBe(1);
  });

  describe('on the catalogue of the demo', () => {
    beforeEach(async () => {
      await trove.settings.set(CATALOG_ORIGIN_SETTING, 'demo');
      await trove.productStore.upsert(
        [aProduct({ sku: 'demo-1' }), aProduct({ sku: 'demo-2' })],
        asImportRunId('demo'),
      );
      await trove.events.record([anEvent('e1', { sku: 'demo-1' })], NOON);
    });

    it('puts the first import in the place of the demo and its events', async () => {
      await trove.catalog.importProducts([{ sku: 'own', title: 'Own' }]);
      expect(await skusStored()).toEqual(['own']);
      expect(await trove.catalog.origin()).toBe('import');
      expect(await trove.events.count()).toBe(0);
      expect(await trove.keywordIndex?.verify()).toEqual([]);
    });

    it('keeps the demo while no product of an import is good', async () => {
      await trove.catalog.importProducts([{ sku: 'own' }]);
      expect(await skusStored()).toEqual(['demo-1', 'demo-2']);
      expect(await trove.catalog.origin()).toBe('demo');
    });

    it('removes nothing more once an import has landed', async () => {
      await trove.catalog.importProducts([{ sku: 'own', title: 'Own' }]);
      await trove.catalog.importProducts([{ sku: 'own-2', title: 'Own too' }]);
      expect(await skusStored()).toEqual(['own', 'own-2']);
    });

    it('loses nothing of two imports that start together', async () => {
      await Promise.all([
        trove.catalog.importProducts([{ sku: 'one', title: 'One' }]),
        trove.catalog.importProducts([{ sku: 'two', title: 'Two' }]),
      ]);
      expect(await skusStored()).toEqual(['one', 'two']);
    });
  });
});
