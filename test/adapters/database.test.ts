import { existsSync } from 'node:fs';
import { Database } from '../../src/adapters/storage-typeorm/database';
import { TypeOrmSettingsStore } from '../../src/adapters/storage-typeorm/typeorm-settings-store';
import { SettingEntity } from '../../src/adapters/storage-typeorm/entities/setting.entity';
import { temporaryFolder } from '../support/temporary-folder';

describe('Database on SQLite', () => {
  const folder = temporaryFolder();
  let database: Database;

  beforeEach(async () => {
    database = await Database.open({ kind: 'sqlite', file: folder.path('trove.db') });
  });

  afterEach(async () => {
    await database.close();
  });

  it('creates the file and the tables', async () => {
    expect(existsSync(folder.path('trove.db'))).toBe(true);
    expect(await new TypeOrmSettingsStore(database).get('origin')).toBeNull();
  });

  it('loses no concurrent write when another one fails', async () => {
    const settings = new TypeOrmSettingsStore(database);
    const failing = database.write(async (transaction) => {
      await transaction.upsert(SettingEntity, { name: 'doomed', value: '1' }, ['name']);
      await new Promise((resolve) => setTimeout(resolve, 20));
      throw new Error('on purpose');
    });
    const concurrent = settings.set('kept', '1');

    await expect(failing).rejects.toThrow('on purpose');
    await concurrent;

    expect(await settings.get('doomed')).toBeNull();
    expect(await settings.get('kept')).toBe('1');
  });

  it('refuses a database that a newer version has migrated', async () => {
    const file = folder.path('newer.db');
    const newer = await Database.open({ kind: 'sqlite', file });
    await newer.write((transaction) =>
      transaction.query(
        `INSERT INTO migrations (timestamp, name) VALUES (9999999999999, 'FromTheFuture9999999999999')`,
      ),
    );
    await newer.close();

    await expect(Database.open({ kind: 'sqlite', file })).rejects.toMatchObject({
      code: 'DATABASE_NEWER',
    });
  });
});
