import { JiebaSegmenter } from '../../../../src/adapters/segmenter-jieba/jieba-segmenter';
import { TypeOrmProductStore } from '../../../../src/adapters/storage-typeorm/typeorm-product-store';
import type { Product } from '../../../../src/catalog/product.types';
import { ProductFactsLoader } from '../../../../src/ranking/features/product-facts-loader';
import { Analyzer } from '../../../../src/search/analysis/analyzer';
import { asEpochMs } from '../../../../src/shared/clock';
import { Deadline } from '../../../../src/shared/deadline';
import { asImportRunId, asSku, type Sku } from '../../../../src/shared/ids';
import { freshSqlite } from '../../../support/databases';
import { plain } from '../../../support/plain-product';

const analyzer = new Analyzer(new JiebaSegmenter());
const titleOf = (sku: string, title: string, updatedAt: number): Product =>
  plain({ sku, title, updatedAt: asEpochMs(updatedAt) });

describe('ProductFactsLoader', () => {
  const databases = freshSqlite();

  /** A loader on a real store that counts what it is asked, and a clock to be turned. */
  async function aLoader(remembered?: number) {
    const store = new TypeOrmProductStore(await databases.open(), []);
    const asked: (readonly Sku[])[] = [];
    let now = 0;
    let runs = 0;
    const loader = new ProductFactsLoader({
      engine: { productsOf: async () => null },
      products: {
        findBySkus: (skus) => {
          asked.push(skus);
          return store.findBySkus(skus);
        },
      },
      analyzer,
      clock: () => asEpochMs(now),
      ...(remembered === undefined ? {} : { remembered }),
    });
    return {
      loader,
      asked,
      put: async (...products: readonly Product[]) => {
        await store.upsert(products, asImportRunId(`run-${(runs += 1)}`));
      },
      wait: (ms: number) => (now += ms),
    };
  }

  const wanted = (sku: string, version: number | null = null) => ({
    sku: asSku(sku),
    product: null,
    version: version === null ? null : asEpochMs(version),
  });

  it('looks up once what it is asked for again and again in the same version', async () => {
    const { loader, asked, put } = await aLoader();
    await put(titleOf('a', 'Saw', 1), titleOf('b', 'Hammer', 1));

    const first = await loader.factsOf([wanted('b', 1), wanted('a', 1)]);
    const second = await loader.factsOf([wanted('a', 1), wanted('b', 1)]);

    expect(first.map((facts) => facts?.product.title)).toEqual(['Hammer', 'Saw']);
    expect(second).toEqual(first.toReversed());
    expect(asked).toEqual([['b', 'a']]);
  });

  it('looks again at a product that has changed', async () => {
    const { loader, put } = await aLoader();
    await put(titleOf('a', 'Saw', 1));
    await loader.factsOf([wanted('a', 1)]);
    await put(titleOf('a', 'Fine saw', 2));

    const [facts] = await loader.factsOf([wanted('a', 2)]);

    expect(facts?.product.title).toBe('Fine saw');
  });

  it('trusts what it knows for seconds when nobody knows the version', async () => {
    const { loader, asked, put, wait } = await aLoader();
    await put(titleOf('a', 'Saw', 1));
    await loader.factsOf([wanted('a')]);
    wait(4999);
    await loader.factsOf([wanted('a')]);
    expect(asked).toHaveLength(1);
    wait(1);

    await loader.factsOf([wanted('a')]);

    expect(asked).toHaveLength(2);
  });

  it('asks nobody for products that come with the hit', async () => {
    const { loader, asked } = await aLoader();
    const product = titleOf('a', 'Saw', 1);

    const [facts] = await loader.factsOf([{ sku: product.sku, product, version: null }]);

    expect(facts?.product).toBe(product);
    expect(asked).toEqual([]);
  });

  it('knows nothing of products that are gone', async () => {
    const { loader, put } = await aLoader();
    await put(titleOf('a', 'Saw', 1));

    expect(await loader.factsOf([wanted('ghost', 1), wanted('a', 1)])).toEqual([
      null,
      expect.objectContaining({ titleHead: 1 }),
    ]);
  });

  it('forgets what nobody asks for', async () => {
    const { loader, asked, put } = await aLoader(1);
    const skus = ['a', 'b', 'c'];
    await put(...skus.map((sku) => titleOf(sku, 'Saw', 1)));
    for (const sku of skus) await loader.factsOf([wanted(sku, 1)]);

    await loader.factsOf([wanted('a', 1)]);

    expect(asked).toEqual([['a'], ['b'], ['c'], ['a']]);
  });

  it('gives up when it is too late', async () => {
    const loader = new ProductFactsLoader({
      engine: { productsOf: async () => null },
      products: { findBySkus: () => new Promise(() => undefined) },
      analyzer,
      clock: () => asEpochMs(0),
    });
    const deadline = Deadline.after(5, () => performance.now());

    await expect(loader.factsOf([wanted('a')], deadline)).rejects.toMatchObject({
      code: 'DEADLINE_EXCEEDED',
    });
  });
});
