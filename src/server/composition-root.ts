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
import { Analyzer } from '../search/analysis/analyzer';
import type { KeywordEngine } from '../search/keyword-engine.port';
import type { RankingLog } from '../search/ranking-log.port';
import { SearchService } from '../search/search-service';
import { readSearchSettings } from '../search/settings/read-search-settings';
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
  const { clock, newId, logger, notesSearches } = { ...machine, ...surroundings };
  const searchSettings = readSearchSettings(config.searchSettingsFile);
  const file = join(config.dataDir, 'trove.db');
  const database = await Database.open({ kind: 'sqlite', file });
  const settings = new TypeOrmSettingsStore(database);
  const analyzer = new Analyzer(new JiebaSegmenter());
  const indexer = new SqliteCatalogIndexer(analyzer);
  const keywordIndex = new SqliteKeywordIndex((work) => database.write(work), indexer);
  await keywordIndex.ensure();
  const keywordEngine = new SqliteKeywordEngine({
    file,
    weights: searchSettings.weights,
    analyzer,
    clock,
  });
  const followers = [indexer];
  const productStore = new TypeOrmProductStore(database, followers);
  const catalog = new CatalogService({
    store: productStore,
    settings,
    demoRemover: new TypeOrmDemoRemover(database, followers),
    plainTextOf: htmlToText,
    clock,
    newId,
  });
  const events = new TypeOrmEventStore(database);
  const feedback = new FeedbackService(events, new TypeOrmKnownProducts(database), clock);
  const rankingLog = new TypeOrmRankingLog(database, { logger, after: systemTimer });
  const search = new SearchService({
    engine: keywordEngine,
    products: productStore,
    rankingLog: notesSearches ? rankingLog : silentRankingLog,
    analyzer,
    settings: searchSettings,
    limits: config.limits,
    clock,
    newId,
  });
  return {
    catalog,
    search,
    productStore,
    settings,
    events,
    feedback,
    rankingLog,
    keywordEngine,
    normalizeQuery: (text) =>
      analyzer
        .words(text)
        .map((word) => word.surface)
        .join(' '),
    keywordIndex,
    healthChecks: [
      { part: 'database', check: () => settings.get('health') },
      { part: 'index', check: () => keywordEngine.wordFrequencies(['health']) },
    ],
    close: async () => {
      await rankingLog.close();
      await keywordEngine.close();
      await database.close();
    },
  };
}
