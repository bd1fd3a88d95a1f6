import { LessThanOrEqual, MoreThan } from 'typeorm';
import { eventWeight } from '../../feedback/popularity';
import type {
  FailedEntry,
  IndexingStatus,
  Outbox,
  OutboxClaim,
  OutboxEntry,
  Settlement,
} from '../../indexing/outbox.port';
import { asEpochMs, type EpochMs } from '../../shared/clock';
import { asSku, type Sku } from '../../shared/ids';
import { BoundSql } from './bound-sql';
import type { Database } from './database';
import { SearchOutboxEntity } from './entities/search-outbox.entity';
import { SettingEntity } from './entities/setting.entity';
import { ShopperEventEntity } from './entities/shopper-event.entity';
import { LockedSetting } from './locked-setting';
import { inLockOrder } from './outbox-follower';
import { claimSql, deletedSinceSql, enterSql, forgetSql, replaySql, settleSql } from './outbox-sql';

/** The sequence of the last event whose effect on popularity was entered. */
const POPULARITY_SETTING = 'search-popularity-sequence';

/** Deletions before this moment may be forgotten. */
const FORGOTTEN_SETTING = 'search-outbox-forgotten-before';

/** Rows removed in one transaction: writers wait for no more than that. */
const FORGOTTEN_PER_STEP = 1000;

/** The outbox in a relational database: one row for each product that ever changed (docs/decisions/0011-outbox.md). */
export class TypeOrmOutbox implements Outbox {
  private readonly enterRows: BoundSql;
  private readonly claimRows: BoundSql;
  private readonly settleRows: BoundSql;
  private readonly replayRows: BoundSql;
  private readonly deletedRows: BoundSql;
  private readonly forgetRows: BoundSql;
  private readonly popularitySequence: LockedSetting;
  private readonly forgottenSetting: LockedSetting;

  constructor(private readonly database: Database) {
    const { kind } = database.location;
    this.enterRows = new BoundSql(kind, enterSql(kind));
    this.claimRows = new BoundSql(kind, claimSql(kind));
    this.settleRows = new BoundSql(kind, settleSql(kind));
    this.replayRows = new BoundSql(kind, replaySql(kind));
    this.deletedRows = new BoundSql(kind, deletedSinceSql(kind));
    this.forgetRows = new BoundSql(kind, forgetSql(kind));
    this.popularitySequence = new LockedSetting(kind, POPULARITY_SETTING, '0');
    this.forgottenSetting = new LockedSetting(kind, FORGOTTEN_SETTING, '0');
  }

  async claim({ by, at, until, limit }: OutboxClaim): Promise<readonly OutboxEntry[]> {
    if (!(await this.isAnythingDue(at))) return [];
    const rows = await this.database.write((transaction) =>
      this.claimRows.rows<ClaimedRow>(transaction, [at, limit, by, until]),
    );
    return rows.map(({ sku, version, attempts }) => ({
      sku: asSku(sku),
      version: Number(version),
      attempts,
    }));
  }

  async settle(by: string, settlements: readonly Settlement[]): Promise<void> {
    if (settlements.length === 0) return;
    const rows = JSON.stringify(settlements.map(rowOf));
    await this.database.write((transaction) => this.settleRows.rows(transaction, [rows, by]));
  }

  async deletedSince(entries: readonly OutboxEntry[]): Promise<readonly Sku[]> {
    if (entries.length === 0) return [];
    const given = JSON.stringify(entries.map(({ sku, version }) => ({ sku, version })));
    const { manager } = this.database.reader;
    const rows = await this.deletedRows.rows<{ sku: string }>(manager, [given]);
    return rows.map(({ sku }) => asSku(sku));
  }

  async enter(skus: readonly Sku[], at: EpochMs): Promise<void> {
    if (skus.length === 0) return;
    const list = JSON.stringify(inLockOrder(skus));
    await this.database.write((transaction) => this.enterRows.rows(transaction, [list, at]));
  }

  async status(at: EpochMs): Promise<IndexingStatus> {
    const rows = await this.database.reader.manager
      .createQueryBuilder(SearchOutboxEntity, 'entry')
      .select('entry.state', 'state')
      .addSelect('COUNT(*)', 'entries')
      .addSelect('MIN(entry.waiting_since)', 'since')
      .where(`entry.state IN ('WAITING', 'FAILED')`)
      .groupBy('entry.state')
      .getRawMany<StatusRow>();
    const waiting = rows.find(({ state }) => state === 'WAITING');
    const failed = rows.find(({ state }) => state === 'FAILED');
    return {
      waiting: Number(waiting?.entries ?? 0),
      oldestWaitingMs: waiting ? Math.max(0, at - Number(waiting.since)) : 0,
      failed: Number(failed?.entries ?? 0),
    };
  }

  async failed(after: Sku | null, limit: number): Promise<readonly FailedEntry[]> {
    const rows = await this.database.reader.manager.find(SearchOutboxEntity, {
      where: { state: 'FAILED', ...(after !== null && { sku: MoreThan(after) }) },
      order: { sku: 'ASC' },
      take: limit,
    });
    return rows.map(({ sku, version, attempts, lastError }) => ({
      sku: asSku(sku),
      version,
      attempts,
      reason: lastError ?? '',
    }));
  }

  async replay(skus: readonly Sku[] | null, at: EpochMs): Promise<number> {
    const list = skus === null ? null : JSON.stringify(skus);
    const rows = await this.database.write((transaction) =>
      this.replayRows.rows(transaction, [list, at]),
    );
    return rows.length;
  }

  async enterPopularity(limit: number, at: EpochMs): Promise<number> {
    if (!(await this.isAnyEventNew())) return 0;
    return this.database.write(async (transaction) => {
      const after = Number(await this.popularitySequence.read(transaction));
      // Sequences are a cursor here: events are recorded one batch at a time, see `TypeOrmEventStore`.
      const events = await transaction.find(ShopperEventEntity, {
        select: { sequence: true, sku: true, kind: true, rating: true },
        where: { sequence: MoreThan(after) },
        order: { sequence: 'ASC' },
        take: limit,
      });
      const end = events.at(-1);
      if (!end) return 0;
      const changed = events.filter(({ kind, rating }) => eventWeight(kind, rating) !== 0);
      const list = JSON.stringify(inLockOrder(changed.map(({ sku }) => asSku(sku))));
      await this.enterRows.rows(transaction, [list, at]);
      await this.popularitySequence.write(transaction, String(end.sequence));
      return events.length;
    });
  }

  async forget(before: EpochMs): Promise<number> {
    for (let forgotten = 0; ;) {
      const step = await this.forgetStep(before);
      forgotten += step;
      if (step < FORGOTTEN_PER_STEP) return forgotten;
    }
  }

  async forgottenBefore(): Promise<EpochMs> {
    return asEpochMs(Number((await this.setting(FORGOTTEN_SETTING)) ?? 0));
  }

  private async forgetStep(before: EpochMs): Promise<number> {
    return this.database.write(async (transaction) => {
      const parameters = [before, FORGOTTEN_PER_STEP];
      const rows = await this.forgetRows.rows(transaction, parameters);
      if (rows.length === 0) return 0;
      const soFar = Number(await this.forgottenSetting.read(transaction));
      await this.forgottenSetting.write(transaction, String(Math.max(soFar, before)));
      return rows.length;
    });
  }

  private async setting(name: string): Promise<string | null> {
    const row = await this.database.reader.manager.findOneBy(SettingEntity, { name });
    return row?.value ?? null;
  }

  private async isAnyEventNew(): Promise<boolean> {
    const { manager } = this.database.reader;
    const after = Number((await this.setting(POPULARITY_SETTING)) ?? 0);
    return manager.existsBy(ShopperEventEntity, { sequence: MoreThan(after) });
  }

  /** Asked before claiming, so that an idle indexer never takes SQLite's write lock. */
  private async isAnythingDue(at: EpochMs): Promise<boolean> {
    return this.database.reader.manager.existsBy(SearchOutboxEntity, {
      state: 'WAITING',
      dueAt: LessThanOrEqual(at),
    });
  }
}

interface ClaimedRow {
  readonly sku: string;
  readonly version: string | number;
  readonly attempts: number;
}

interface StatusRow {
  readonly state: SearchOutboxEntity['state'];
  readonly entries: string | number;
  readonly since: string | number;
}

/** As `settleSql` reads it. */
function rowOf(settlement: Settlement): Record<string, unknown> {
  const { sku, version, attempts, outcome } = settlement;
  return {
    sku,
    version,
    attempts,
    state: outcome === 'RETRY' ? 'WAITING' : outcome,
    dueAt: outcome === 'RETRY' ? settlement.dueAt : null,
    reason: outcome === 'DONE' ? null : settlement.reason,
  };
}
