import fc from 'fast-check';
import { ElasticsearchSearchIndex } from '../../src/adapters/keyword-elasticsearch/elasticsearch-search-index';
import { indexLayout, LAYOUT_VERSION } from '../../src/adapters/keyword-elasticsearch/index-layout';
import { JiebaSegmenter } from '../../src/adapters/segmenter-jieba/jieba-segmenter';
import { AVAILABILITIES, type AttributeValue } from '../../src/catalog/product.types';
import type { IndexName } from '../../src/indexing/search-index.port';
import { Analyzer } from '../../src/search/analysis/analyzer';
import { asEpochMs } from '../../src/shared/clock';
import type { Logger } from '../../src/shared/logger';
import { EQUAL_WEIGHTS } from '../contracts/keyword-world.types';
import { aProduct } from '../support/a-product';
import { describeElasticsearch } from '../support/elasticsearch';
import {
  elasticsearchKeywordWorlds,
  elasticsearchShops,
} from '../support/elasticsearch-keyword-world';
import { aRequest } from '../support/keyword-requests';
import { plain, titled } from '../support/plain-product';
import { readWhole } from '../support/read-whole';

// Every text that a cleaned product may hold: no lone surrogates, and no zero with a sign, which JSON does not know.
const text = fc.string({ unit: 'grapheme', maxLength: 30 });
const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
const moment = fc.integer({ min: -8.64e15, max: 8.64e15 }).map(asEpochMs);
const attribute: fc.Arbitrary<AttributeValue> = fc.oneof(
  text.map((value) => ({ kind: 'text' as const, value })),
  number.map((value) => ({ kind: 'number' as const, value })),
  fc.boolean().map((value) => ({ kind: 'boolean' as const, value })),
  fc.uniqueArray(text, { maxLength: 3 }).map((values) => ({ kind: 'list' as const, values })),
);
const key = fc.stringMatching(/^[a-z][a-z_]{0,10}$/);
const product = fc
  .record({
    title: text,
    description: text,
    brand: fc.option(text),
    identifiers: fc.uniqueArray(text, { maxLength: 3 }),
    categories: fc.array(fc.array(text, { minLength: 1, maxLength: 3 }), { maxLength: 2 }),
    price: fc.option(fc.record({ amount: fc.double({ min: 0, max: 1e15, noNaN: true }), currency: fc.constant('EUR') })), // prettier-ignore
    availability: fc.constantFrom(...AVAILABILITIES),
    tags: fc.uniqueArray(text, { maxLength: 3 }),
    imageUrls: fc.array(fc.webUrl(), { maxLength: 2 }),
    attributes: fc.dictionary(key, attribute, { maxKeys: 5, noNullPrototype: true }),
    locale: fc.constantFrom('en', 'zh-CN'),
    publishedAt: fc.option(moment),
    updatedAt: moment,
  })
  .map((facts) => aProduct({ sku: 'one', ...facts }));

describeElasticsearch('documents on Elasticsearch', () => {
  const openWorld = elasticsearchKeywordWorlds();

  it('give back every product exactly as it was indexed', async () => {
    const world = await openWorld(EQUAL_WEIGHTS);
    const { engine } = world;
    await fc.assert(
      fc.asyncProperty(fc.array(product, { minLength: 1, maxLength: 20 }), async (products) => {
        const numbered = products.map((one, place) => ({ ...one, sku: aProduct({ sku: `${place}` }).sku })); // prettier-ignore
        await world.put(numbered);
        const { hits } = await engine.search(aRequest());
        const found = new Map(hits.map((hit) => [hit.sku, hit.product]));
        for (const one of numbered) expect(readWhole(found.get(one.sku))).toEqual(one);
      }),
      { numRuns: 25 },
    );
  });

  describe('of an index that an older Trove has made', () => {
    const openShop = elasticsearchShops();

    it('are found without their products, can be written, and the log says what to do', async () => {
      const { connection, alias, index } = openShop();
      const { settings, mappings } = indexLayout({ replicas: 0, vectorDims: null });
      const { product: _product, updated: _updated, ...properties } = mappings?.properties ?? {};
      const name = `${alias}-1` as IndexName;
      await connection.ask((client) =>
        client.indices.create({
          index: name,
          ...(settings && { settings }),
          mappings: { dynamic: 'strict', properties },
        }),
      );
      await index.makeLive(name);
      const [lamp] = titled('lamp');
      if (!lamp) throw new Error('There is a lamp.');
      const written = await index.write(name, [{ sku: lamp.sku, version: 1, product: lamp, popularity: 0 }]); // prettier-ignore
      expect(written).toEqual([{ sku: lamp.sku, outcome: 'WRITTEN' }]);
      await index.countVisible(name);
      const { engine } = await openWorld(EQUAL_WEIGHTS, { alias });
      const { hits } = await engine.search(aRequest());
      expect(hits).toMatchObject([{ sku: lamp.sku, product: null, version: null }]);
      const bare = await engine.search(aRequest({ bare: true }));
      expect(bare.hits).toMatchObject([{ sku: lamp.sku, product: null, version: null }]);
      expect(await engine.productsOf([lamp.sku])).toBeNull();

      const warnings: unknown[] = [];
      const logger = { warn: (facts: unknown) => warnings.push(facts) } as unknown as Logger;
      await index.checkLayout(logger);
      expect(warnings).toEqual([{ index: name, layout: 1, current: LAYOUT_VERSION }]);
      await index.makeLive(await index.create());
      await index.checkLayout(logger);
      expect(warnings).toHaveLength(1);
    });
  });

  it('with vectors are found by the nearest, among those that pass a filter', async () => {
    const { connection, alias } = await openWorld(EQUAL_WEIGHTS);
    const analyzer = new Analyzer(new JiebaSegmenter());
    const index = new ElasticsearchSearchIndex({ connection, alias, analyzer, vectorDims: 3 });
    const name = await index.create();
    const shop = [
      { ...plain({ sku: 'near', brand: 'HP' }), vector: [1, 0.1, 0] },
      { ...plain({ sku: 'nearest', brand: 'Dell' }), vector: [1, 0, 0] },
      { ...plain({ sku: 'far', brand: 'HP' }), vector: [0, 0, 1] },
      { ...plain({ sku: 'none', brand: 'HP' }), vector: undefined },
    ];
    const outcomes = await index.write(
      name,
      shop.map(({ vector, ...one }) => ({
        sku: one.sku,
        version: 1,
        product: one,
        popularity: 0,
        ...(vector && { vector }),
      })),
    );
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(shop.map(() => 'WRITTEN'));
    await index.countVisible(name);
    const nearest = async (filter?: object) => {
      const knn = { field: 'vector', query_vector: [1, 0, 0], k: 2, num_candidates: 10, ...(filter && { filter }) }; // prettier-ignore
      const { hits } = await connection.ask((client) => client.search({ index: name, knn }));
      return hits.hits.map((hit) => hit._id);
    };
    expect(await nearest()).toEqual(['nearest', 'near']);
    expect(await nearest({ term: { brand: 'HP' } })).toEqual(['near', 'far']);
  });
});
