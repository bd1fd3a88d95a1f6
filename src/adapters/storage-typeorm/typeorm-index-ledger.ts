import type { EntityManager } from 'typeorm';
import type { Construction, IndexLedger } from '../../indexing/index-ledger.port';
import type { IndexName } from '../../indexing/search-index.port';
import { asEpochMs, type EpochMs } from '../../shared/clock';
import type { Database } from './database';
import { SettingEntity } from './entities/setting.entity';
import { LockedSetting } from './locked-setting';
import { TypeOrmSettingsStore } from './typeorm-settings-store';

const CONSTRUCTION_SETTING = 'search-index-under-construction';
const KEPT_SETTING = 'search-index-kept';
const LAST_CHANGE_SETTING = 'search-index-last-change';

/** Nothing is under construction, or nothing is kept. */
const NONE = '';

/** Who changed over last, and when. */
interface LastChange {
  readonly by: string;
  readonly at: number;
}

/** A few settings; what is under construction changes under the lock of its row. */
export class TypeOrmIndexLedger implements IndexLedger {
  private readonly construction: LockedSetting;
  private readonly settings: TypeOrmSettingsStore;

  constructor(private readonly database: Database) {
    this.construction = new LockedSetting(database.location.kind, CONSTRUCTION_SETTING, NONE);
    this.settings = new TypeOrmSettingsStore(database);
  }

  async underConstruction(): Promise<IndexName | null> {
    return parsed(await this.settings.get(CONSTRUCTION_SETTING))?.index ?? null;
  }

  async begin(construction: Construction, at: EpochMs): Promise<boolean> {
    return this.change(
      (held) => (held !== null && held.until > at ? held : construction),
      construction.by,
    );
  }

  async renew(by: string, until: EpochMs): Promise<boolean> {
    return this.change((held) => (held?.by === by ? { ...held, until } : held), by);
  }

  async end(by: string): Promise<void> {
    await this.change((held) => (held?.by === by ? null : held), by);
  }

  async finish(
    by: string,
    changeOver: () => Promise<IndexName | null>,
    at: EpochMs,
  ): Promise<boolean> {
    return this.database.write(async (transaction) => {
      const held = parsed(await this.construction.read(transaction));
      // The connection may have broken after the commit: then this runs once more.
      if (held?.by !== by) return held === null && (await lastChange(transaction))?.by === by;
      const kept = await changeOver();
      const change = JSON.stringify({ by, at } satisfies LastChange);
      await transaction.upsert(
        SettingEntity,
        [
          { name: KEPT_SETTING, value: kept ?? NONE },
          { name: LAST_CHANGE_SETTING, value: change },
        ],
        ['name'],
      );
      await this.construction.write(transaction, NONE);
      return true;
    });
  }

  async kept(): Promise<IndexName | null> {
    const name = await this.settings.get(KEPT_SETTING);
    return name === null || name === NONE ? null : (name as IndexName);
  }

  async keptSince(): Promise<EpochMs> {
    return asEpochMs((await lastChange(this.database.reader.manager))?.at ?? 0);
  }

  /** @returns whether the construction is this builder's afterwards. */
  private async change(
    decide: (held: Construction | null) => Construction | null,
    by: string,
  ): Promise<boolean> {
    return this.database.write(async (transaction) => {
      const next = decide(parsed(await this.construction.read(transaction)));
      await this.construction.write(transaction, next === null ? NONE : JSON.stringify(next));
      return next?.by === by;
    });
  }
}

async function lastChange(manager: EntityManager): Promise<LastChange | null> {
  const row = await manager.findOneBy(SettingEntity, { name: LAST_CHANGE_SETTING });
  return row && (JSON.parse(row.value) as LastChange);
}

function parsed(value: string | null): Construction | null {
  return value === null || value === NONE ? null : (JSON.parse(value) as Construction);
}
