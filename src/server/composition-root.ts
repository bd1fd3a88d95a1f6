import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { htmlToText } from '../adapters/html-text/html-to-text';
import { SqliteCatalogIndexer } from '../adapters/keyword-sqlite/sqlite-catalog-indexer';
import { SqliteKeywordEngine } from '../adapters/keyword-sqlite/sqlite-keyword-engine';
import { SqliteKeywordIndex } from '../adapters/keyword-sqlite/sqlite-keyword-index';
import { JiebaSegmenter } from '../adapters/segmenter-jieba/jieba-segmenter';
import { Database } from '../adapters/storage-typeorm/database';
import { TypeOrmDemoRemover } from '../adapters/storage-typeorm/typeorm-demo-remover';
import { TypeOrmEventStore } from '../adapters/storage-typeorm/typeorm-event-store';
import { TypeOrmKnownProducts } from '../adapters/storage-typeorm/typeorm-known-products';
import { TypeOrmProductStore } from '../adapters/storage-typeorm/typeorm-product-store';
import { TypeOrmRankingLog } from '../adapters/storage-typeorm/typeorm-ranking-log';
import { TypeOrmSettingsStore } from '../adapters/storage-typeorm/typeorm-settings-store';
import { CatalogService } from '../catalog/catalog-service';
import type { ProductStore } from '../catalog/product-store.port';
import type { SettingsStore } from '../catalog/settings-store.port';
import type { Config } from '../config/config';
import { silentRankingLog } from '../evaluation/silent-ranking-log';
import type { EventStore } from '../feedback/event-store.port';
import { FeedbackService } from '../feedback/feedback-service';
import type { SearchIndexing } from '../indexing/search-indexing.types';
import { Analyzer } from '../search/analysis/analyzer';
import type { KeywordEngine } from '../search/keyword-engine.port';
import type { RankingLog } from '../search/ranking-log.port';
import { SearchService } from '../search/search-service';
import { readSearchSettings } from '../search/settings/read-search-settings';
import type { SearchSettings } from '../search/settings/search-settings.types';
import { systemClock, type Clock } from '../shared/clock';
import type { NewId } from '../shared/ids';
import { silentLogger, type Logger } from '../shared/logger';
import { systemTimer } from '../shared/timer';
import type { HealthCheck } from './health-check';

/** Every service of one running Trove, and the way to end it. */
export interface Trove {
  readonly catalog: CatalogService;
  readonly search: SearchService;
  readonly productStore: ProductStore;
  readonly settings: SettingsStore;
  readonly events: EventStore;
  readonly feedback: FeedbackService;
  readonly rankingLog: RankingLog;
  readonly keywordEngine: KeywordEngine;
  /** Words of a query joined by blanks: equal for queries that mean the same to search. */
  readonly normalizeQuery: (text: string) => string;
  /** Makes the embedded index anew, or checks it against the catalogue. */
  readonly keywordIndex: SqliteKeywordIndex;
  /** Feeds a search index outside the database; null while the embedded one is used. */
  readonly indexing: SearchIndexing | null;
  /** What must work before requests may come. */
  readonly healthChecks: readonly HealthCheck[];
  /** Writes what is pending and closes the database. */
  close(): Promise<void>;
}

/** What the machine provides; tests bring their own. */
export interface Surroundings {
  readonly clock: Clock;
  readonly newId: NewId;
  readonly logger: Logger;
  /** False leaves no trace of searches: nobody shopped. */
  readonly notesSearches: boolean;
}

const machine: Surroundings = {
  clock: systemClock,
  newId: randomUUID,
  logger: silentLogger,
  notesSearches: true,
};

/** Builds the house: the only place that knows every room. */
export async function openTrove(
  config: Config,
  surroundings: Partial<Surroundings> = {},
): Promise<Trove> {
  const machinery = { ...machine, ...surroundings };
  const { clock, newId, notesSearches } = machinery;
  const searchSettings = readSearchSettings(config.searchSettingsFile);
  const stores = await openStores(config, searchSettings, machinery);
  const { database, followers, analyzer, rankingLog, ...kept } = stores;
  const catalog = new CatalogService({
    store: kept.productStore,
    settings: kept.settings,
    demoRemover: new TypeOrmDemoRemover(database, followers),
    plainTextOf: htmlToText,
    clock,
    newId,
  });
  const search = new SearchService({
    engine: kept.keywordEngine,
    products: kept.productStore,
    rankingLog: notesSearches ? rankingLog : silentRankingLog,
    analyzer,
    settings: searchSettings,
    limits: config.limits,
    clock,
    newId,
  });
  return {
    ...kept,
    catalog,
    search,
    rankingLog,
    feedback: new FeedbackService(kept.events, new TypeOrmKnownProducts(database), clock),
    normalizeQuery: (text) =>
      analyzer
        .words(text)
        .map((word) => word.surface)
        .join(' '),
    indexing: null,
    healthChecks: [
      { part: 'database', check: () => kept.settings.get('health') },
      { part: 'index', check: () => kept.keywordEngine.wordFrequencies(['health']) },
    ],
    close: async () => {
      await rankingLog.close();
      await kept.keywordEngine.close();
      await database.close();
    },
  };
}

/** Everything that keeps something, on one embedded database. */
async function openStores(
  config: Config,
  { weights }: SearchSettings,
  { clock, logger }: Surroundings,
) {
  const file = join(config.dataDir, 'trove.db');
  const database = await Database.open({ kind: 'sqlite', file });
  const analyzer = new Analyzer(new JiebaSegmenter());
  const indexer = new SqliteCatalogIndexer(analyzer);
  const keywordIndex = new SqliteKeywordIndex((work) => database.write(work), indexer);
  await keywordIndex.ensure();
  const followers = [indexer];
  return {
    database,
    analyzer,
    followers,
    keywordIndex,
    keywordEngine: new SqliteKeywordEngine({ file, weights, analyzer, clock }),
    settings: new TypeOrmSettingsStore(database),
    productStore: new TypeOrmProductStore(database, followers),
    events: new TypeOrmEventStore(database),
    rankingLog: new TypeOrmRankingLog(database, { logger, after: systemTimer }),
  };
}
