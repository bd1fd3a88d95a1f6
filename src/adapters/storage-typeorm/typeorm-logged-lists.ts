import { setImmediate } from 'node:timers/promises';
import type { EpochMs } from '../../shared/clock';
import { asSearchId } from '../../shared/ids';
import type {
  LoggedList,
  LoggedLists,
  ShownList,
  ShownRange,
} from '../../training/logged-lists.port';
import { BoundSql } from './bound-sql';
import type { Database, DatabaseLocation } from './database';
import { inJsonList } from './in-list';
import {
  bySearch,
  toFeatures,
  toShownList,
  type PageRow,
  type ReactionRow,
} from './logged-list-rows';

/** Pages read at a time: SQLite reads them on the event loop, so these are a few milliseconds of it. */
const PAGES_PER_READ = 100;

/** Pages that forget in one transaction, so that nobody waits long for the write lock. */
const PAGES_PER_WRITE = 500;

/** How far before the moment given the unanswered are looked for: what housekeeping missed for longer goes with the rest of its age. */
const LOOK_BACK_MS = 2 * 86_400_000;

const OUTLINE = `page.sequence, page.normalized_text, page.feature_set, page.columns, page.model, page.shown_at,
  shown.search_id, shown.first_position, shown.skus, shown.shopper, shown.session`;

/** A page that was noted twice counts once, as it was first. */
const FIRST_NOTE = `NOT EXISTS (SELECT 1 FROM search_impression earlier WHERE earlier.search_id = shown.search_id
  AND earlier.first_position = shown.first_position AND earlier.sequence < shown.sequence)`;

const PAGES = `FROM impression_features page JOIN search_impression shown ON shown.sequence = page.sequence
  WHERE (page.shown_at, page.sequence) > ($1, $2) AND page.shown_at < $3 AND ${FIRST_NOTE}`;

const IN_ORDER = 'ORDER BY page.shown_at, page.sequence LIMIT $4';

/** Somebody did something with a product of the page; that it was shown is no answer. */
const ANSWERED = `EXISTS (SELECT 1 FROM shopper_event event
  WHERE event.search_id = shown.search_id AND event.kind <> 'IMPRESSION')`;

/** The pages of ranked searches and the events that name them, in a relational database. */
export class TypeOrmLoggedLists implements LoggedLists {
  private readonly outlines: BoundSql;
  private readonly pages: BoundSql;
  private readonly events: BoundSql;
  private readonly answered: BoundSql;
  private readonly unanswered: BoundSql;
  private readonly blank: BoundSql;
  private readonly drop: BoundSql;

  constructor(private readonly database: Database) {
    const { kind } = database.location;
    const sql = (text: string): BoundSql => new BoundSql(kind, text);
    this.outlines = sql(`SELECT ${OUTLINE} ${PAGES} ${IN_ORDER}`);
    this.pages = sql(
      `SELECT ${OUTLINE}, page.features ${PAGES} AND page.feature_set = $5 AND page.features <> '' ${IN_ORDER}`,
    );
    this.events = sql(
      `SELECT search_id, sku, kind, rating, received_at, shopper, session FROM shopper_event
       WHERE search_id ${inJsonList(kind, '$1')} AND kind <> 'IMPRESSION' ORDER BY sequence`,
    );
    this.answered = sql(
      `SELECT page.sequence FROM impression_features page JOIN search_impression shown ON shown.sequence = page.sequence
       WHERE page.shown_at >= $1 AND page.feature_set = $2 AND page.features <> '' AND ${ANSWERED} LIMIT 1`,
    );
    this.unanswered = sql(
      `SELECT page.sequence FROM impression_features page JOIN search_impression shown ON shown.sequence = page.sequence
       WHERE page.shown_at >= $1 AND page.shown_at < $2 AND page.features <> '' AND NOT ${ANSWERED} LIMIT $3`,
    );
    this.blank = sql(
      `UPDATE impression_features SET features = '' WHERE sequence IN (${numbersIn(kind)})`,
    );
    this.drop = sql(
      `DELETE FROM impression_features WHERE sequence IN
       (SELECT sequence FROM impression_features WHERE shown_at < $1 LIMIT $2) RETURNING sequence`,
    );
  }

  async *outline(range: ShownRange): AsyncIterable<ShownList> {
    for await (const { list } of this.walk(this.outlines, range)) yield list;
  }

  async *read(range: ShownRange & { readonly featureSet: string }): AsyncIterable<LoggedList> {
    for await (const { row, list } of this.walk(this.pages, range, range.featureSet))
      yield { ...list, features: toFeatures(row) };
  }

  async isAnswered(featureSet: string, since: EpochMs): Promise<boolean> {
    const rows = await this.answered.rows(this.database.reader.manager, [since, featureSet]);
    return rows.length > 0;
  }

  async forget(before: { readonly unanswered: EpochMs; readonly all: EpochMs }): Promise<number> {
    return (await this.forgetUnanswered(before.unanswered)) + (await this.forgetAll(before.all));
  }

  /** Pages with the events that count for them, earliest first, some at a time. */
  private async *walk(
    sql: BoundSql,
    { from, to, attributionMs }: ShownRange,
    featureSet?: string,
  ): AsyncIterable<{ readonly row: PageRow; readonly list: ShownList }> {
    let last: readonly [number | string, number | string] = [from, -1];
    for (;;) {
      const rows = await sql.rows<PageRow>(this.database.reader.manager, [
        ...last,
        to,
        PAGES_PER_READ,
        ...(featureSet === undefined ? [] : [featureSet]),
      ]);
      const events = await this.eventsOf(rows);
      for (const row of rows) {
        const own = events.get(asSearchId(row.search_id)) ?? [];
        yield { row, list: toShownList(row, own, attributionMs) };
      }
      const end = rows.at(-1);
      if (end === undefined || rows.length < PAGES_PER_READ) return;
      last = [end.shown_at, end.sequence];
      // Answers of SQLite are there at once: without a pause nobody else would have a turn until the end of the log.
      await setImmediate();
    }
  }

  private async eventsOf(rows: readonly PageRow[]): Promise<ReturnType<typeof bySearch>> {
    const ids = [...new Set(rows.map(({ search_id }) => search_id))];
    const { manager } = this.database.reader;
    return bySearch(await this.events.rows<ReactionRow>(manager, [JSON.stringify(ids)]));
  }

  /** The page itself stays: how often a product was shown unanswered says how people look at places. */
  private async forgetUnanswered(before: EpochMs): Promise<number> {
    let forgotten = 0;
    for (;;) {
      const rows = await this.unanswered.rows<{ sequence: number | string }>(
        this.database.reader.manager,
        [before - LOOK_BACK_MS, before, PAGES_PER_WRITE],
      );
      if (rows.length === 0) return forgotten;
      const sequences = JSON.stringify(rows.map(({ sequence }) => Number(sequence)));
      await this.database.write((transaction) => this.blank.rows(transaction, [sequences]));
      forgotten += rows.length;
    }
  }

  private async forgetAll(before: EpochMs): Promise<number> {
    let forgotten = 0;
    for (;;) {
      const rows = await this.database.write((transaction) =>
        this.drop.rows(transaction, [before, PAGES_PER_WRITE]),
      );
      forgotten += rows.length;
      if (rows.length < PAGES_PER_WRITE) return forgotten;
    }
  }
}

/** The numbers of a JSON list in `$1`, as rows. */
function numbersIn(kind: DatabaseLocation['kind']): string {
  return kind === 'sqlite'
    ? 'SELECT value FROM json_each($1)'
    : 'SELECT CAST(json_array_elements_text(CAST($1 AS json)) AS bigint)';
}
