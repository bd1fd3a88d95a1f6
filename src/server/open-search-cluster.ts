import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { ELASTICSEARCH_FIELD_WEIGHTS } from '../adapters/keyword-elasticsearch/default-field-weights';
import { ElasticsearchConnection } from '../adapters/keyword-elasticsearch/elasticsearch-connection';
import { ElasticsearchKeywordEngine } from '../adapters/keyword-elasticsearch/elasticsearch-keyword-engine';
import { ElasticsearchSearchIndex } from '../adapters/keyword-elasticsearch/elasticsearch-search-index';
import type { Database } from '../adapters/storage-typeorm/database';
import { TypeOrmIndexLedger } from '../adapters/storage-typeorm/typeorm-index-ledger';
import { TypeOrmIndexSource } from '../adapters/storage-typeorm/typeorm-index-source';
import { TypeOrmOutbox } from '../adapters/storage-typeorm/typeorm-outbox';
import { IndexRebuilder } from '../indexing/index-rebuilder';
import { Indexer } from '../indexing/indexer';
import type { SearchIndex } from '../indexing/search-index.port';
import type { SearchIndexing } from '../indexing/search-indexing.types';
import type { NoticeBoard } from '../notices/notice-board.port';
import type { Analyzer } from '../search/analysis/analyzer';
import { completeWeights, type ShopWeights } from '../search/field-weights';
import type { KeywordEngine } from '../search/keyword-engine.port';
import type { Clock } from '../shared/clock';
import type { NewId } from '../shared/ids';
import type { Logger } from '../shared/logger';
import { announcing, lookingAgain } from './live-index-notices';

export interface SearchClusterOptions {
  readonly url: string;
  /** The alias of the live index. */
  readonly alias: string;
  readonly deadlineMs: number;
  readonly database: Database;
  readonly analyzer: Analyzer;
  readonly weights: ShopWeights;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly logger: Logger;
  readonly notices: NoticeBoard;
}

/** Search on an Elasticsearch cluster. It may be down: every question then says so. */
export interface SearchCluster {
  readonly engine: KeywordEngine;
  readonly indexing: SearchIndexing;
  /** Resolves when the live index can be searched. @throws TroveError SEARCH_UNAVAILABLE */
  check(): Promise<unknown>;
  close(): Promise<void>;
}

export function openSearchCluster(options: SearchClusterOptions): SearchCluster {
  const { url, deadlineMs, alias, analyzer, clock, logger } = options;
  const weights = completeWeights(options.weights, ELASTICSEARCH_FIELD_WEIGHTS);
  const connection = new ElasticsearchConnection({ url, requestTimeoutMs: deadlineMs });
  connection.greet(logger).catch((error: unknown) => {
    logger.error({ error: String(error) }, 'Elasticsearch did not greet as it should');
  });
  const searchIndex = new ElasticsearchSearchIndex({ connection, alias, analyzer, clock });
  searchIndex.checkLayout(logger).catch(() => {
    // The greeting has told that nobody answers.
  });
  const engine = new ElasticsearchKeywordEngine({ connection, alias, weights, analyzer, clock });
  options.notices.subscribe(lookingAgain(engine));
  return {
    engine,
    indexing: openIndexing(options, announcing(searchIndex, options.notices)),
    check: () =>
      connection.ask((client, asking) => client.search({ index: alias, size: 0 }, asking)),
    close: () => connection.close(),
  };
}

function openIndexing(options: SearchClusterOptions, searchIndex: SearchIndex): SearchIndexing {
  const { database, clock, newId, logger } = options;
  const parts = {
    outbox: new TypeOrmOutbox(database),
    source: new TypeOrmIndexSource(database),
    ledger: new TypeOrmIndexLedger(database),
    searchIndex,
    clock,
    random: Math.random,
    newId,
    logger,
    name: `${hostname()}-${newId()}`,
    pause: (milliseconds: number) => sleep(milliseconds),
  };
  const indexer = new Indexer(parts);
  return {
    outbox: parts.outbox,
    ledger: parts.ledger,
    searchIndex,
    indexer,
    rebuilder: new IndexRebuilder({ ...parts, indexer }),
  };
}
