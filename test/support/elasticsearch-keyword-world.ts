import { randomUUID } from 'node:crypto';
import { ElasticsearchConnection } from '../../src/adapters/keyword-elasticsearch/elasticsearch-connection';
import {
  ElasticsearchKeywordEngine,
  type ElasticsearchKeywordEngineOptions,
} from '../../src/adapters/keyword-elasticsearch/elasticsearch-keyword-engine';
import { ElasticsearchSearchIndex } from '../../src/adapters/keyword-elasticsearch/elasticsearch-search-index';
import { JiebaSegmenter } from '../../src/adapters/segmenter-jieba/jieba-segmenter';
import type { Product } from '../../src/catalog/product.types';
import type { IndexName } from '../../src/indexing/search-index.port';
import { Analyzer } from '../../src/search/analysis/analyzer';
import type { FieldWeights } from '../../src/search/field-weights';
import type { CatalogueView } from '../../src/search/keyword-engine.port';
import type { Sku } from '../../src/shared/ids';
import type { KeywordWorld } from '../contracts/keyword-world.types';
import { ELASTICSEARCH_START_MS, elasticsearchUrl } from './elasticsearch';

/** One for all worlds: the Chinese dictionary takes a second to build. */
const analyzer = new Analyzer(new JiebaSegmenter());

/** Indexes of a shop of its own, all gone after the test. */
export interface ElasticsearchShop {
  readonly alias: string;
  readonly connection: ElasticsearchConnection;
  readonly index: ElasticsearchSearchIndex;
}

/** Opens shops on one server that end after each test. Call it inside `describe`. */
export function elasticsearchShops(): () => ElasticsearchShop {
  let connection: ElasticsearchConnection;
  const opened: ElasticsearchShop[] = [];
  beforeAll(async () => {
    connection = new ElasticsearchConnection({
      url: await elasticsearchUrl(),
      requestTimeoutMs: 30_000,
    });
  }, ELASTICSEARCH_START_MS);
  afterEach(async () => {
    // One by one, and the live one too, which `drop` refuses.
    for (const { index: shop } of opened.splice(0))
      for (const index of await shop.all())
        await connection.ask((client) => client.indices.delete({ index }));
  });
  afterAll(() => connection.close());
  return () => {
    const alias = `trove-test-${randomUUID()}`;
    const shop = { alias, connection, index: new ElasticsearchSearchIndex({ connection, alias, analyzer }) }; // prettier-ignore
    opened.push(shop);
    return shop;
  };
}

/** The engine on an index of its own, and what lies behind the port. */
export interface ElasticsearchKeywordWorld extends KeywordWorld, ElasticsearchShop {
  /** The index behind the alias at first. */
  readonly name: IndexName;
  /** Makes the server forget a view. */
  closeView(view: CatalogueView | null): Promise<void>;
}

/** Worlds of `ElasticsearchKeywordEngine`, each on an index of its own. Call it inside `describe`. */
export function elasticsearchKeywordWorlds(): (
  weights: FieldWeights,
  options?: Partial<ElasticsearchKeywordEngineOptions>,
) => Promise<ElasticsearchKeywordWorld> {
  const openShop = elasticsearchShops();
  return async (weights, engineOptions = {}) => {
    const shop = openShop();
    const { alias, connection, index } = shop;
    const name = await index.create();
    await index.makeLive(name);
    const engine = new ElasticsearchKeywordEngine({
      connection,
      alias,
      weights,
      analyzer,
      namesRememberedMs: 0,
      wordsRememberedMs: 0,
      countsRememberedMs: 0,
      viewSharedMs: 0,
      viewKeptMs: 30_000,
      ...engineOptions,
    });
    return {
      ...shop,
      ...worldOf(engine, index, name),
      name,
      closeView: async (id) => {
        if (id !== null) await connection.ask((client) => client.closePointInTime({ id }));
      },
    };
  };
}

/** Plays the part of the indexer: numbers the versions, joins the popularity, and waits until all can be found. */
function worldOf(
  engine: ElasticsearchKeywordEngine,
  index: ElasticsearchSearchIndex,
  name: IndexName,
): KeywordWorld {
  const stored = new Map<Sku, Product>();
  let popularity: ReadonlyMap<string, number> = new Map();
  let version = 0;
  const write = async (skus: readonly Sku[]): Promise<void> => {
    version += 1;
    const states = skus.map((sku) => ({
      sku,
      version,
      product: stored.get(sku) ?? null,
      popularity: popularity.get(sku) ?? 0,
    }));
    const outcomes = await index.write(name, states);
    expect(outcomes.filter(({ outcome }) => outcome !== 'WRITTEN')).toEqual([]);
    await index.countVisible(name);
  };
  const put = async (products: readonly Product[]): Promise<void> => {
    for (const product of products) stored.set(product.sku, product);
    await write(products.map((product) => product.sku));
  };
  const remove = async (skus: readonly string[]): Promise<void> => {
    for (const sku of skus) stored.delete(sku as Sku);
    await write(skus as readonly Sku[]);
  };
  return {
    engine,
    put,
    remove,
    replaceAll: async (products) => {
      const before = [...stored.keys()];
      stored.clear();
      for (const product of products) stored.set(product.sku, product);
      await write([...new Set([...before, ...stored.keys()])]);
    },
    setPopularity: async (given) => {
      popularity = given;
      await write([...stored.keys()]);
    },
  };
}
