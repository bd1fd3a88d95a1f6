import type {
  RecommendationImpression,
  RecommendationLog,
} from '../../recommendation/recommendation-log.port';
import type { EpochMs } from '../../shared/clock';
import { asSku, type RecommendationId, type Sku } from '../../shared/ids';
import { silentLogger, type Logger } from '../../shared/logger';
import { systemTimer, type After } from '../../shared/timer';
import { BoundSql } from './bound-sql';
import type { Database, DatabaseLocation } from './database';
import { RecommendationImpressionEntity } from './entities/recommendation-impression.entity';
import { RowInserter } from './insert-rows';
import { RECOMMENDATION_COLUMNS, recommendationValues } from './recommendation-rows';
import { WriteBehind } from './write-behind';

/** As in the log of searches: one write for many lists. */
const NOTES_PER_WRITE = 200;
const DELAY_MS = 100;
const RETRY_MS = 1000;
/** About 60 MB of lists of ten. */
const MOST_NOTES_WAITING = 20_000;

/** Rows that are forgotten in one transaction, so that nobody waits long for it. */
const ROWS_PER_WRITE = 1000;

/** What a recommendation log needs from the machine; tests bring their own. */
export interface RecommendationLogSurroundings {
  readonly logger: Logger;
  readonly after: After;
}

/** What was recommended, in a relational database, written behind. */
export class TypeOrmRecommendationLog implements RecommendationLog {
  private readonly notes: WriteBehind<RecommendationImpression>;
  private readonly inserter: RowInserter;
  private readonly drop: BoundSql;

  constructor(
    private readonly database: Database,
    { logger, after }: RecommendationLogSurroundings = { logger: silentLogger, after: systemTimer },
  ) {
    const { kind } = database.location;
    this.drop = new BoundSql(kind, dropSql(kind));
    this.inserter = new RowInserter(kind, {
      table: 'recommendation_impression',
      columns: RECOMMENDATION_COLUMNS,
      ending: 'ON CONFLICT (recommendation_id, first_position, shown_at) DO NOTHING',
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

  note(impression: RecommendationImpression): void {
    this.notes.add(impression);
  }

  async flush(): Promise<void> {
    await this.notes.flush();
  }

  /** Writes what is pending; what the database refuses even now is logged and lost. */
  async close(): Promise<void> {
    await this.notes.close();
  }

  async shown(id: RecommendationId, upTo: number): Promise<readonly Sku[]> {
    // Read first: what is written meanwhile is then in both, not in neither.
    const noted = this.notes.unwritten().filter((note) => note.recommendationId === id);
    const written = await this.database.reader.manager.find(RecommendationImpressionEntity, {
      where: { recommendationId: id },
      order: { firstPosition: 'ASC', shownAt: 'ASC' },
    });
    const pages = [
      ...written.map(({ firstPosition, items }) => ({ firstPosition, skus: items.map(skuOf) })),
      ...noted.map(({ firstPosition, items }) => ({
        firstPosition,
        skus: items.map(({ sku }) => sku),
      })),
    ];
    const skus = pages.flatMap((page) =>
      page.skus.slice(0, Math.max(0, upTo - page.firstPosition + 1)),
    );
    return [...new Set(skus)];
  }

  /** Forgets what was shown before. @returns how many pages. */
  async forget(before: EpochMs): Promise<number> {
    for (let forgotten = 0; ;) {
      const rows = await this.database.write((transaction) =>
        this.drop.rows(transaction, [before, ROWS_PER_WRITE]),
      );
      forgotten += rows.length;
      if (rows.length < ROWS_PER_WRITE) return forgotten;
    }
  }

  private async write(impressions: readonly RecommendationImpression[]): Promise<void> {
    await this.database.write(async (transaction) => {
      await this.inserter.insert(transaction, impressions.map(recommendationValues));
    });
  }
}

function skuOf([sku]: readonly [sku: string, ...unknown[]]): Sku {
  return asSku(sku);
}

/** Rows are named by where they lie: their key has three columns. */
function dropSql(kind: DatabaseLocation['kind']): string {
  const place = kind === 'sqlite' ? 'rowid' : 'ctid';
  return `DELETE FROM recommendation_impression WHERE ${place} IN (
    SELECT ${place} FROM recommendation_impression WHERE shown_at < $1 LIMIT $2) RETURNING shown_at`;
}
