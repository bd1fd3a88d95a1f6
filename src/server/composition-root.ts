import { htmlToText } from '../adapters/html-text/html-to-text';
import type { SqliteKeywordIndex } from '../adapters/keyword-sqlite/sqlite-keyword-index';
import { answeringKnownErrors } from '../adapters/storage-typeorm/answering-known-errors';
import { TypeOrmDemoRemover } from '../adapters/storage-typeorm/typeorm-demo-remover';
import { TypeOrmEventStore } from '../adapters/storage-typeorm/typeorm-event-store';
import { TypeOrmKnownProducts } from '../adapters/storage-typeorm/typeorm-known-products';
import { TypeOrmProductStore } from '../adapters/storage-typeorm/typeorm-product-store';
import { TypeOrmModelRegistry } from '../adapters/storage-typeorm/typeorm-model-registry';
import { TypeOrmSettingsStore } from '../adapters/storage-typeorm/typeorm-settings-store';
import { CatalogService } from '../catalog/catalog-service';
import type { ProductStore } from '../catalog/product-store.port';
import type { SettingsStore } from '../catalog/settings-store.port';
import type { Config } from '../config/config';
import { silentRankingLog } from '../evaluation/silent-ranking-log';
import type { EventStore } from '../feedback/event-store.port';
import { FeedbackService } from '../feedback/feedback-service';
import type { SearchIndexing } from '../indexing/search-indexing.types';
import type { Analyzer } from '../search/analysis/analyzer';
import type { KeywordEngine } from '../search/keyword-engine.port';
import type { ModelService } from '../models/model-service';
import type { NoticeBoard } from '../notices/notice-board.port';
import type { RankingStatus } from '../ranking/ranking-status.types';
import type { RankingLog } from '../search/ranking-log.port';
import { SearchService } from '../search/search-service';
import { readSearchSettings } from '../search/settings/read-search-settings';
import type { SearchSettings } from '../search/settings/search-settings.types';
import type { Clock } from '../shared/clock';
import { systemTimer } from '../shared/timer';
import type { JobQueue } from '../jobs/job-queue.port';
import type { HealthCheck } from './health-check';
import { healthChecks } from './health-checks';
import { laterWork } from './later-work';
import { openJobs } from './open-jobs';
import { openModels, type OpenModels } from './open-models';
import { openRanking, type OpenRanking } from './open-ranking';
import { openRankingLog } from './open-ranking-log';
import { openRecommending, type OpenRecommending } from './open-recommending';
import { openSemantics, type OpenSemantics } from './open-semantics';
import { openFoundation, type Foundation } from './open-stores';
import { openTraining, type OpenTraining } from './open-training';
import { machine, type Surroundings } from './surroundings';
import { IndexerWaker, wakingIndexer } from './waking-indexer';

/** Every service of one running Trove, and the way to end it. */
export interface Trove {
  readonly catalog: CatalogService;
  readonly search: SearchService;
  readonly productStore: ProductStore;
  readonly settings: SettingsStore;
  readonly events: EventStore;
  readonly feedback: FeedbackService;
  readonly rankingLog: RankingLog;
  /** Compares texts and products by what they mean. */
  readonly semantics: Omit<OpenSemantics, 'close'>;
  /** Versions of models, for operators. */
  readonly models: ModelService;
  /** What computes in this process, and why nothing better; opened when it is asked for. */
  readonly engineReport: OpenModels['engineReport'];
  /** Promotes or refuses models that have been in the shadow for long enough. */
  readonly judgeShadows: () => Promise<void>;
  /** Trains models, in processes of their own, and forgets what need not be learnt from any more. */
  readonly training: OpenTraining;
  /** The recommenders that serve in this process. */
  readonly recommender: OpenRecommending['recommender'];
  /** What to show next. */
  readonly recommendations: OpenRecommending['recommendations'];
  /** The catalogue as recommendations know it follows by itself; this is for whoever cannot wait. */
  readonly refreshBoard: OpenRecommending['refreshBoard'];
  /** What is known of shoppers. */
  readonly shoppers: OpenRecommending['shoppers'];
  /** Forgets recommendations of long ago. */
  readonly forgetLists: OpenRecommending['forgetLists'];
  /** What ranking does in this process. */
  readonly rankingStatus: () => RankingStatus;
  readonly keywordEngine: KeywordEngine;
  /** Words of a query joined by blanks: equal for queries that mean the same to search. */
  readonly normalizeQuery: (text: string) => string;
  /** Makes the embedded index anew, or checks it against the catalogue; null on PostgreSQL. */
  readonly keywordIndex: SqliteKeywordIndex | null;
  readonly jobs: JobQueue;
  readonly notices: NoticeBoard;
  /** Feeds a search index outside the database; null while the embedded one is used. */
  readonly indexing: SearchIndexing | null;
  /** What should work. */
  readonly healthChecks: readonly HealthCheck[];
  /** Writes what is pending and closes the database. */
  close(): Promise<void>;
}

/** Builds the house: the only place that knows every room. */
export async function openTrove(
  config: Config,
  surroundings: Partial<Surroundings> = {},
): Promise<Trove> {
  const machinery = { ...machine, ...surroundings };
  const { clock, newId, notesSearches, notesTo } = machinery;
  const searchSettings = readSearchSettings(config.searchSettingsFile);
  const foundation = await openFoundation(config, searchSettings, machinery);
  const { database: _database, followers: _followers, analyzer, indexHealth, ...rest } = foundation;
  const { close: closeFoundation, ...searching } = rest;
  const jobs = openJobs(config, machinery);
  const later = laterWork(jobs, searching.indexing, clock);
  const { rankingLog, ...kept } = openStores(config, foundation, jobs, machinery);
  const catalog = openCatalog(foundation, kept, machinery);
  const semantics = openSemantics(config, foundation, machinery);
  const ranking = await openRankedOrder(config, foundation, { ...kept, semantics }, machinery);
  const sources = { foundation, ...kept, semantics, searchSettings };
  const recommending = await openRecommending(config, sources, machinery);
  const search = openSearch(config, searchSettings, {
    engine: searching.keywordEngine,
    products: kept.productStore,
    rankingLog: notesTo ?? (notesSearches ? rankingLog : silentRankingLog),
    ranker: ranking.ranker,
    analyzer,
    clock,
    newId,
  });
  return {
    ...kept,
    ...searching,
    jobs,
    catalog,
    search,
    rankingLog,
    semantics,
    training: openTraining(foundation, config, machinery),
    ...openModels({ ...foundation, jobs }, config.training, machinery),
    ...recommending,
    rankingStatus: () => ranking.ranker.status(),
    feedback: openFeedback(foundation, kept.events, clock),
    normalizeQuery: (text) => surfaceOf(analyzer, text),
    healthChecks: healthChecks(config, indexHealth, kept.settings, later),
    close: async () => {
      await jobs.close(config.drainTimeoutMs);
      for (const room of [recommending, ranking, semantics, rankingLog]) await room.close();
      await closeFoundation();
    },
  };
}

type SearchParts = ConstructorParameters<typeof SearchService>[0];

function openSearch(
  { ranking, limits }: Config,
  settings: SearchSettings,
  {
    ranker,
    ...parts
  }: Omit<SearchParts, 'ranking' | 'settings' | 'limits'> &
    Pick<NonNullable<SearchParts['ranking']>, 'ranker'>,
): SearchService {
  return new SearchService({
    ...parts,
    ranking: { ranker, mode: ranking.mode },
    settings,
    limits,
  });
}

function openCatalog(
  { database, followers }: Foundation,
  { productStore: store, settings }: Pick<Trove, 'productStore' | 'settings'>,
  { clock, newId }: Surroundings,
): CatalogService {
  const demoRemover = new TypeOrmDemoRemover(database, followers);
  return new CatalogService({
    store,
    settings,
    demoRemover,
    plainTextOf: htmlToText,
    clock,
    newId,
  });
}

/** What puts searches in order. */
function openRankedOrder(
  config: Config,
  { database, analyzer, notices, keywordEngine: engine }: Foundation,
  kept: Pick<Trove, 'productStore' | 'events' | 'semantics'>,
  machinery: Surroundings,
): Promise<OpenRanking> {
  const { productStore: products, events, semantics } = kept;
  const { spaces, vectors } = semantics;
  return openRanking(
    {
      registry: answeringKnownErrors(new TypeOrmModelRegistry(database)),
      notices,
      features: { database, analyzer, engine, products, events, spaces, vectors },
      vectors,
    },
    config.ranking,
    machinery,
  );
}

function surfaceOf(analyzer: Analyzer, text: string): string {
  return analyzer
    .words(text)
    .map((word) => word.surface)
    .join(' ');
}

function openFeedback({ database }: Foundation, events: EventStore, clock: Clock): FeedbackService {
  const known = answeringKnownErrors(new TypeOrmKnownProducts(database));
  return new FeedbackService(events, known, clock);
}

/** Everything that keeps something. */
function openStores(
  config: Config,
  { database, followers, indexing }: Foundation,
  jobs: JobQueue,
  { logger }: Surroundings,
) {
  const products = answeringKnownErrors(new TypeOrmProductStore(database, followers));
  const waker = new IndexerWaker({ jobs, after: systemTimer, logger });
  return {
    settings: answeringKnownErrors(new TypeOrmSettingsStore(database)),
    productStore: indexing === null ? products : wakingIndexer(products, waker),
    events: answeringKnownErrors(new TypeOrmEventStore(database)),
    rankingLog: openRankingLog(database, config, logger),
  };
}
