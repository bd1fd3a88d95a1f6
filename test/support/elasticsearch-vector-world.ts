import { conditionOf, FILTER_PROPERTIES, filterFieldsOf } from '../../src/adapters/keyword-elasticsearch/filter-fields'; // prettier-ignore
import { TypeOrmProductStore } from '../../src/adapters/storage-typeorm/typeorm-product-store';
import { TypeOrmVectorStore } from '../../src/adapters/storage-typeorm/typeorm-vector-store';
import { VectorRemover } from '../../src/adapters/storage-typeorm/vector-remover';
import type { FilterLanguage } from '../../src/adapters/vectors-elasticsearch/cluster.types';
import { ElasticsearchVectorIndex } from '../../src/adapters/vectors-elasticsearch/elasticsearch-vector-index';
import { VectorFeeder } from '../../src/adapters/vectors-elasticsearch/vector-feeder';
import { VectorIndexes } from '../../src/adapters/vectors-elasticsearch/vector-indexes';
import type { Product } from '../../src/catalog/product.types';
import type { VectorStore } from '../../src/search/semantic/vector-store.port';
import { asImportRunId, type Sku } from '../../src/shared/ids';
import { silentLogger } from '../../src/shared/logger';
import type { VectorIndexWorld } from '../contracts/vector-index.contract';
import { freshSqlite } from './databases';
import { elasticsearchShops } from './elasticsearch-keyword-world';

export const FILTERS: FilterLanguage = {
  properties: FILTER_PROPERTIES,
  fieldsOf: filterFieldsOf,
  conditionOf,
};

/** Vectors of a shop of its own on Elasticsearch, and who feeds them. */
export interface ElasticsearchVectorWorld extends VectorIndexWorld {
  readonly index: ElasticsearchVectorIndex;
  readonly indexes: VectorIndexes;
  readonly feeder: VectorFeeder;
  readonly products: TypeOrmProductStore;
  /** A feeder over another store. */
  feederOf(store: Pick<VectorStore, 'sets' | 'changes'>): VectorFeeder;
}

/** Opens worlds that end after each test. Call it inside `describe`. */
export function elasticsearchVectorWorlds(): () => Promise<ElasticsearchVectorWorld> {
  const databases = freshSqlite();
  const openShop = elasticsearchShops();
  const opened: VectorIndexes[] = [];
  afterEach(async () => {
    for (const indexes of opened.splice(0))
      for (const { index } of (await indexes.all()).values()) await indexes.drop(index);
  });
  return async () => {
    const database = await databases.open();
    const { alias: shop, connection: cluster } = openShop();
    const vectors = new TypeOrmVectorStore(database);
    const products = new TypeOrmProductStore(database, [new VectorRemover('sqlite')]);
    const indexes = new VectorIndexes({ cluster, shop, filters: FILTERS, logger: silentLogger });
    opened.push(indexes);
    const feederOf = (store: Pick<VectorStore, 'sets' | 'changes'>) =>
      new VectorFeeder({ store, products, indexes, filters: FILTERS });
    let runs = 0;
    return {
      vectors,
      products,
      indexes,
      feederOf,
      feeder: feederOf(vectors),
      index: new ElasticsearchVectorIndex({ cluster, indexes, store: vectors, filters: FILTERS, checkMs: 0 }), // prettier-ignore
      put: async (changed: readonly Product[]) => {
        await products.upsert(changed, asImportRunId(`run-${(runs += 1)}`));
      },
      remove: async (skus: readonly Sku[]) => {
        await products.delete(skus);
      },
    };
  };
}
