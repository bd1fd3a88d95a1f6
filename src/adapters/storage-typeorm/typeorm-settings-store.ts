import type { SettingsStore } from '../../catalog/settings-store.port';
import type { Database } from './database';
import { SettingEntity } from './entities/setting.entity';

/** Facts about the whole database, one row each. */
export class TypeOrmSettingsStore implements SettingsStore {
  constructor(private readonly database: Database) {}

  async get(name: string): Promise<string | null> {
    const row = await this.database.reader.manager.findOneBy(SettingEntity, { name });
    return row?.value ?? null;
  }

  async set(name: string, value: string): Promise<void> {
    await this.database.write(async (transaction) => {
      await transaction.upsert(SettingEntity, { name, value }, ['name']);
    });
  }
}
