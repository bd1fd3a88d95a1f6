import type { LoggedQuery, RankingLog, SearchImpression } from '../../search/ranking-log.port';
import { silentLogger, type Logger } from '../../shared/logger';
import { asSku, type SearchId, type Sku } from '../../shared/ids';
import { systemTimer, type After } from '../../shared/timer';
import type { Database } from './database';
import { SearchImpressionEntity } from './entities/search-impression.entity';
import { SearchQueryEntity } from './entities/search-query.entity';
import {
  FEATURE_COLUMNS,
  featureValues,
  IMPRESSION_COLUMNS,
  impressionValues,
  INSERTED_COLUMNS,
  type InsertedImpression,
  QUERY_COLUMNS,
  queryValues,
} from './impression-rows';
import { RowInserter } from './insert-rows';
import { WriteBehind } from './write-behind';

/** One write for many searches: a write for each would make every search cost a transaction. */
const NOTES_PER_WRITE = 200;
const DELAY_MS = 100;
const RETRY_MS = 1000;
/** About 100 MB of pages of 24 products with their features: minutes of a full disk at a hundred searches a second. */
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
  private readonly impressionInserter: RowInserter;
  private readonly featureInserter: RowInserter;
  private readonly queryInserter: RowInserter;

  constructor(
    private readonly database: Database,
    { logger, after }: RankingLogSurroundings = { logger: silentLogger, after: systemTimer },
  ) {
    const { kind } = database.location;
    this.impressionInserter = new RowInserter(kind, {
      table: 'search_impression',
      columns: IMPRESSION_COLUMNS,
      ending: INSERTED_COLUMNS,
    });
    this.featureInserter = new RowInserter(kind, {
      table: 'impression_features',
      columns: FEATURE_COLUMNS,
    });
    this.queryInserter = new RowInserter(kind, {
      table: 'search_query',
      columns: QUERY_COLUMNS,
      ending: ADD_TO_QUERIES,
    });
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

  async shown(searchId: SearchId, upTo: number): Promise<readonly Sku[]> {
    // Read first: what is written meanwhile is then in both, not in neither.
    const noted = this.notes.unwritten().filter((note) => note.searchId === searchId);
    const written = await this.database.reader.manager.find(SearchImpressionEntity, {
      where: { searchId },
      select: { sequence: true, firstPosition: true, skus: true },
    });
    const skus = [...written, ...noted].flatMap((page) =>
      page.skus.slice(0, Math.max(0, upTo - page.firstPosition + 1)),
    );
    return [...new Set(skus)].map(asSku);
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
    await this.database.write(async (transaction) => {
      const rows = impressions.map(impressionValues);
      const inserted = await this.impressionInserter.insert(transaction, rows);
      const features = featureValues(impressions, inserted as readonly InsertedImpression[]);
      await this.featureInserter.insert(transaction, features);
      await this.queryInserter.insert(transaction, queryValues(impressions));
    });
  }
}

const ADD_TO_QUERIES =
  'ON CONFLICT (normalized_text) DO UPDATE SET searches = search_query.searches + excluded.searches, ' +
  'text = excluded.text, last_total = excluded.last_total, last_searched_at = excluded.last_searched_at';
