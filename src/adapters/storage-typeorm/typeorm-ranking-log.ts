import type { LoggedQuery, RankingLog, SearchImpression } from '../../search/ranking-log.port';
import { silentLogger, type Logger } from '../../shared/logger';
import { systemTimer, type After } from '../../shared/timer';
import type { Database, DatabaseLocation } from './database';
import { SearchQueryEntity } from './entities/search-query.entity';
import {
  IMPRESSION_COLUMNS,
  impressionValues,
  QUERY_COLUMNS,
  queryValues,
} from './impression-rows';
import { insertFromJson } from './json-rows';
import { WriteBehind } from './write-behind';

/** One write for many searches: a write for each would make every search cost a transaction. */
const NOTES_PER_WRITE = 200;
const DELAY_MS = 100;
const RETRY_MS = 1000;
/** About 20 MB of pages of 24 products: minutes of a full disk at a hundred searches a second. */
const MOST_NOTES_WAITING = 20_000;

/** The highest code point: a text that begins with a prefix sorts below the prefix followed by it. */
const LAST_CHARACTER = '\u{10FFFF}';

/** What a ranking log needs from the machine; tests bring their own. */
export interface RankingLogSurroundings {
  readonly logger: Logger;
  readonly after: After;
}

/** Search impressions and the queries typed, in a relational database, written behind. */
export class TypeOrmRankingLog implements RankingLog {
  private readonly notes: WriteBehind<SearchImpression>;
  private readonly insertImpressions: string;
  private readonly addToQueries: string;

  constructor(
    private readonly database: Database,
    { logger, after }: RankingLogSurroundings = { logger: silentLogger, after: systemTimer },
  ) {
    const { kind } = database.location;
    this.insertImpressions = insertFromJson(kind, 'search_impression', IMPRESSION_COLUMNS);
    this.addToQueries = addToQueriesSql(kind);
    this.notes = new WriteBehind({
      write: (impressions) => this.write(impressions),
      batchSize: NOTES_PER_WRITE,
      delayMs: DELAY_MS,
      retryMs: RETRY_MS,
      capacity: MOST_NOTES_WAITING,
      after,
      logger,
    });
  }

  note(impression: SearchImpression): void {
    this.notes.add(impression);
  }

  async flush(): Promise<void> {
    await this.notes.flush();
  }

  /** Writes what is pending; what the database refuses even now is logged and lost. */
  async close(): Promise<void> {
    await this.notes.close();
  }

  async popularQueries(
    prefix: string,
    minSearches: number,
    limit: number,
  ): Promise<readonly LoggedQuery[]> {
    // A range instead of LIKE: nothing in the prefix can act as a wildcard, and the primary key finds it.
    const rows = await this.database.reader.manager
      .createQueryBuilder(SearchQueryEntity, 'query')
      .where('query.normalizedText >= :prefix AND query.normalizedText < :end', {
        prefix,
        end: prefix + LAST_CHARACTER,
      })
      .andWhere('query.searches >= :minSearches AND query.lastTotal > 0', { minSearches })
      .orderBy({ 'query.searches': 'DESC', 'query.normalizedText': 'ASC' })
      .limit(limit)
      .getMany();
    return rows.map(({ text, searches }) => ({ text, searches }));
  }

  private async write(impressions: readonly SearchImpression[]): Promise<void> {
    const queries = queryValues(impressions);
    await this.database.write(async (transaction) => {
      const rows = JSON.stringify(impressions.map(impressionValues));
      await transaction.query(this.insertImpressions, [rows]);
      if (queries.length > 0) await transaction.query(this.addToQueries, [JSON.stringify(queries)]);
    });
  }
}

function addToQueriesSql(kind: DatabaseLocation['kind']): string {
  const latest = ['text', 'last_total', 'last_searched_at'].map(
    (name) => `${name} = excluded.${name}`,
  );
  const sum = 'searches = search_query.searches + excluded.searches';
  const insert = insertFromJson(kind, 'search_query', QUERY_COLUMNS);
  return `${insert} ON CONFLICT (normalized_text) DO UPDATE SET ${[sum, ...latest].join(', ')}`;
}
