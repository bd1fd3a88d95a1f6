import type { IndexRebuilder } from './index-rebuilder';
import type { Indexer } from './indexer';
import type { Outbox } from './outbox.port';
import type { IndexLedger } from './index-ledger.port';
import type { SearchIndex } from './search-index.port';

/** Everything about a search index outside the database, for commands, jobs and health. */
export interface SearchIndexing {
  readonly searchIndex: SearchIndex;
  readonly outbox: Outbox;
  readonly ledger: IndexLedger;
  readonly indexer: Indexer;
  readonly rebuilder: IndexRebuilder;
}
