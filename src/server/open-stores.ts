import { join } from 'node:path';
import { SQLITE_FIELD_WEIGHTS } from '../adapters/keyword-sqlite/default-field-weights';
import { SqliteCatalogIndexer } from '../adapters/keyword-sqlite/sqlite-catalog-indexer';
import { SqliteKeywordEngine } from '../adapters/keyword-sqlite/sqlite-keyword-engine';
import { SqliteKeywordIndex } from '../adapters/keyword-sqlite/sqlite-keyword-index';
import { JiebaSegmenter } from '../adapters/segmenter-jieba/jieba-segmenter';
import { Database, type DatabaseLocation } from '../adapters/storage-typeorm/database';
import { OutboxFollower } from '../adapters/storage-typeorm/outbox-follower';
import { VectorRemover } from '../adapters/storage-typeorm/vector-remover';
import type { CatalogFollower } from '../catalog/catalog-follower.port';
import type { Config } from '../config/config';
import type { SearchIndexing } from '../indexing/search-indexing.types';
import type { NoticeBoard } from '../notices/notice-board.port';
import { Analyzer } from '../search/analysis/analyzer';
import { completeWeights } from '../search/field-weights';
import type { KeywordEngine } from '../search/keyword-engine.port';
import type { SearchSettings } from '../search/settings/search-settings.types';
import { fallingBack } from './falling-back';
import type { HealthCheck } from './health-check';
import { openNotices } from './open-notices';
import type * as Cluster from './open-search-cluster';
import type { SearchCluster } from './open-search-cluster';
import type { Surroundings } from './surroundings';

/** The database, what follows its changes, and what searches it. */
export interface Foundation {
  readonly database: Database;
  readonly analyzer: Analyzer;
  readonly notices: NoticeBoard;
  readonly followers: readonly CatalogFollower[];
  readonly keywordEngine: KeywordEngine;
  /** Of the engine that should answer, not of what stands in for it. */
  readonly indexHealth: HealthCheck;
  /** The embedded index; null on PostgreSQL. */
  readonly keywordIndex: SqliteKeywordIndex | null;
  /** Null when nothing is indexed outside the database. */
  readonly indexing: SearchIndexing | null;
  readonly close: () => Promise<void>;
}

/** Opens what the configuration names; what it does not name is not even loaded. */
export async function openFoundation(
  config: Config,
  { weights }: SearchSettings,
  surroundings: Surroundings,
): Promise<Foundation> {
  const database = await Database.open(locationOf(config));
  const analyzer = new Analyzer(new JiebaSegmenter());
  const notices = openNotices(config.services, surroundings.logger);
  try {
    const groundwork = { database, analyzer, weights, notices, ...surroundings };
    const embedded = await openEmbeddedSearch(config, groundwork);
    const cluster = openCluster(config, groundwork);
    const embeddedEngine = embedded?.engine ?? null;
    return {
      database,
      analyzer,
      notices,
      followers: [
        ...(embedded ? [embedded.indexer] : []),
        new VectorRemover(database.location.kind),
        ...(cluster ? [new OutboxFollower(database.location.kind, surroundings.clock)] : []),
      ],
      keywordEngine: engineOf(cluster, embeddedEngine, surroundings),
      indexHealth: indexHealth(cluster, embeddedEngine),
      keywordIndex: embedded?.index ?? null,
      indexing: cluster?.indexing ?? null,
      close: async () => {
        await embedded?.engine.close();
        await cluster?.close();
        await notices.close();
        await database.close();
      },
    };
  } catch (error) {
    await notices.close();
    await database.close();
    throw error;
  }
}

type Groundwork = Surroundings & {
  readonly database: Database;
  readonly analyzer: Analyzer;
  readonly weights: SearchSettings['weights'];
  readonly notices: NoticeBoard;
};

function sqliteFile(config: Config): string {
  return join(config.dataDir, 'trove.db');
}

/** Where the data of this shop lives. */
export function locationOf(config: Config): DatabaseLocation {
  const { databaseUrl, databasePoolSize, statementTimeoutMs } = config.services;
  if (databaseUrl === null) return { kind: 'sqlite', file: sqliteFile(config) };
  return { kind: 'postgres', url: databaseUrl, poolSize: databasePoolSize, statementTimeoutMs };
}

async function openEmbeddedSearch(config: Config, groundwork: Groundwork) {
  const { database, analyzer, clock } = groundwork;
  if (database.location.kind !== 'sqlite') return null;
  const indexer = new SqliteCatalogIndexer(analyzer);
  const index = new SqliteKeywordIndex((work) => database.write(work), indexer);
  await index.ensure();
  const weights = completeWeights(groundwork.weights, SQLITE_FIELD_WEIGHTS);
  const engine = new SqliteKeywordEngine({ file: sqliteFile(config), weights, analyzer, clock });
  return { indexer, index, engine };
}

function openCluster(config: Config, groundwork: Groundwork): SearchCluster | null {
  const { elasticsearchUrl, searchIndexName: alias, searchDeadlineMs } = config.services;
  if (elasticsearchUrl === null) return null;
  // Loaded only when configured: the embedded default starts without it.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { openSearchCluster } = require('./open-search-cluster') as typeof Cluster;
  return openSearchCluster({
    ...groundwork,
    alias,
    url: elasticsearchUrl,
    deadlineMs: searchDeadlineMs,
  });
}

/** @throws when there is neither, which the configuration has refused before. */
function engineOf(
  cluster: SearchCluster | null,
  embedded: KeywordEngine | null,
  { logger }: Surroundings,
): KeywordEngine {
  if (cluster) return fallingBack(cluster.engine, embedded, logger);
  if (embedded) return embedded;
  throw new Error('Neither an embedded index nor a cluster is configured.');
}

function indexHealth(cluster: SearchCluster | null, embedded: KeywordEngine | null): HealthCheck {
  return {
    part: 'index',
    loss: 'its share',
    spare: cluster && embedded ? 'embedded index' : null,
    check: async () => (cluster ? cluster.check() : embedded?.wordFrequencies(['health'])),
  };
}
