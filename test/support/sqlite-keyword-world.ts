import { SqliteCatalogIndexer } from '../../src/adapters/keyword-sqlite/sqlite-catalog-indexer';
import { SqliteKeywordEngine } from '../../src/adapters/keyword-sqlite/sqlite-keyword-engine';
import { SqliteKeywordIndex } from '../../src/adapters/keyword-sqlite/sqlite-keyword-index';
import { JiebaSegmenter } from '../../src/adapters/segmenter-jieba/jieba-segmenter';
import type { Database } from '../../src/adapters/storage-typeorm/database';
import { TypeOrmProductStore } from '../../src/adapters/storage-typeorm/typeorm-product-store';
import { Analyzer } from '../../src/search/analysis/analyzer';
import type { FieldWeights } from '../../src/search/field-weights';
import { asImportRunId, asSku } from '../../src/shared/ids';
import type { KeywordWorld } from '../contracts/keyword-world.types';
import { freshSqlite } from './databases';

/** One for all worlds: the Chinese dictionary takes a second to build. */
const analyzer = new Analyzer(new JiebaSegmenter());

/** The embedded engine on a real database file, and its parts for tests that look behind the port. */
export interface SqliteKeywordWorld extends KeywordWorld {
  readonly engine: SqliteKeywordEngine;
  readonly database: Database;
  readonly indexer: SqliteCatalogIndexer;
  readonly index: SqliteKeywordIndex;
  readonly store: TypeOrmProductStore;
}

/** Opens worlds that are closed after each test. Call it inside `describe`. */
export function sqliteKeywordWorlds(): (weights: FieldWeights) => Promise<SqliteKeywordWorld> {
  const engines: SqliteKeywordEngine[] = [];
  // Registered before the databases' own, so that engines close before their files go.
  afterEach(async () => {
    for (const engine of engines.splice(0)) await engine.close();
  });
  const databases = freshSqlite();
  return async (weights) => {
    const world = await openWorld(await databases.open(), weights);
    engines.push(world.engine);
    return world;
  };
}

async function openWorld(database: Database, weights: FieldWeights): Promise<SqliteKeywordWorld> {
  if (database.location.kind !== 'sqlite') throw new Error('This world stands on SQLite.');
  const indexer = new SqliteCatalogIndexer(analyzer);
  const index = new SqliteKeywordIndex((work) => database.write(work), indexer);
  await index.ensure();
  const { file } = database.location;
  const engine = new SqliteKeywordEngine({ file, weights, analyzer, vocabularyCheckMs: 0 });
  const store = new TypeOrmProductStore(database, [indexer]);
  let runs = 0;
  const nextRun = () => asImportRunId(`run-${(runs += 1)}`);
  return {
    engine,
    database,
    indexer,
    index,
    store,
    put: async (products) => {
      await store.upsert(products, nextRun());
    },
    remove: async (skus) => {
      await store.delete(skus.map(asSku));
    },
    replaceAll: async (products) => {
      const run = nextRun();
      await store.upsert(products, run);
      await store.deleteAllExceptRun(run);
    },
    setPopularity: (popularity) =>
      database.write(async (transaction) => {
        await transaction.query('DELETE FROM product_counter');
        await transaction.query(
          `INSERT INTO product_counter (sku, impressions, views, clicks, carts, purchases, popularity, last_event_at)
           SELECT value ->> 0, 0, 0, 0, 0, 0, value ->> 1, 0 FROM json_each(?)`,
          [JSON.stringify([...popularity])],
        );
      }),
  };
}
