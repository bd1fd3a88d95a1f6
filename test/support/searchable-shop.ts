import { SQLITE_FIELD_WEIGHTS } from '../../src/adapters/keyword-sqlite/default-field-weights';
import { completeWeights } from '../../src/search/field-weights';
import { SqliteCatalogIndexer } from '../../src/adapters/keyword-sqlite/sqlite-catalog-indexer';
import { SqliteKeywordEngine } from '../../src/adapters/keyword-sqlite/sqlite-keyword-engine';
import { SqliteKeywordIndex } from '../../src/adapters/keyword-sqlite/sqlite-keyword-index';
import { JiebaSegmenter } from '../../src/adapters/segmenter-jieba/jieba-segmenter';
import { Database } from '../../src/adapters/storage-typeorm/database';
import { TypeOrmProductStore } from '../../src/adapters/storage-typeorm/typeorm-product-store';
import { TypeOrmRankingLog } from '../../src/adapters/storage-typeorm/typeorm-ranking-log';
import type { ProductStore } from '../../src/catalog/product-store.port';
import type { Product } from '../../src/catalog/product.types';
import { Analyzer } from '../../src/search/analysis/analyzer';
import { SearchService } from '../../src/search/search-service';
import { DEFAULT_SEARCH_SETTINGS } from '../../src/search/settings/default-search-settings';
import type { SearchSettings } from '../../src/search/settings/search-settings.types';
import { asEpochMs } from '../../src/shared/clock';
import { asImportRunId } from '../../src/shared/ids';

/** A shop on the embedded default: real database, real index, real log, in one file. */
export interface SearchableShop {
  readonly search: SearchService;
  readonly products: TypeOrmProductStore;
  readonly log: TypeOrmRankingLog;
  readonly database: Database;
  add(products: readonly Product[]): Promise<void>;
  /** Lets time go by on the clock of the shop. */
  wait(milliseconds: number): void;
  /** The same shop with other settings, and perhaps another way to load products. */
  withSettings(
    settings: Partial<SearchSettings>,
    products?: Pick<ProductStore, 'findBySkus'>,
  ): SearchService;
  close(): Promise<void>;
}

const LIMITS = { pageSize: 100, textLength: 500, facets: 20, filterDepth: 10, filterSize: 500 };

/** When the clock of the shop starts. */
export const SHOP_TIME = asEpochMs(Date.UTC(2026, 5, 1));

/** One for all shops: its dictionary takes longer to build than a shop. */
const analyzer = new Analyzer(new JiebaSegmenter());

export async function openSearchableShop(file: string): Promise<SearchableShop> {
  const database = await Database.open({ kind: 'sqlite', file });
  const indexer = new SqliteCatalogIndexer(analyzer);
  await new SqliteKeywordIndex((work) => database.write(work), indexer).ensure();
  const products = new TypeOrmProductStore(database, [indexer]);
  const log = new TypeOrmRankingLog(database);
  const engines: SqliteKeywordEngine[] = [];
  let ids = 0;
  let waited = 0;
  const withSettings: SearchableShop['withSettings'] = (changed, loading = products) => {
    const settings = { ...DEFAULT_SEARCH_SETTINGS, ...changed };
    const weights = completeWeights(settings.weights, SQLITE_FIELD_WEIGHTS);
    const engine = new SqliteKeywordEngine({ file, weights, analyzer });
    engines.push(engine);
    return new SearchService({
      engine,
      products: loading,
      rankingLog: log,
      analyzer,
      settings,
      limits: LIMITS,
      clock: () => asEpochMs(SHOP_TIME + waited),
      newId: () => `id-${(ids += 1)}`,
    });
  };
  return {
    search: withSettings({}),
    wait: (milliseconds) => {
      waited += milliseconds;
    },
    products,
    log,
    database,
    withSettings,
    add: async (added) => {
      await products.upsert(added, asImportRunId('test'));
    },
    close: async () => {
      for (const engine of engines) await engine.close();
      await log.close();
      await database.close();
    },
  };
}
