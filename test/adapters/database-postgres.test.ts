import type { Database } from '../../src/adapters/storage-typeorm/database';
import { ProductEntity } from '../../src/adapters/storage-typeorm/entities/product.entity';
import { SettingEntity } from '../../src/adapters/storage-typeorm/entities/setting.entity';
import { TypeOrmEventStore } from '../../src/adapters/storage-typeorm/typeorm-event-store';
import { TypeOrmProductStore } from '../../src/adapters/storage-typeorm/typeorm-product-store';
import { TypeOrmSettingsStore } from '../../src/adapters/storage-typeorm/typeorm-settings-store';
import { asImportRunId } from '../../src/shared/ids';
import { aProduct } from '../support/a-product';
import { anEvent, NOON } from '../support/an-event';
import { freshPostgres } from '../support/databases';
import { describePostgres } from '../support/postgres';

describePostgres('Database on PostgreSQL', () => {
  const databases = freshPostgres();

  it('takes back everything when the work throws', async () => {
    const database = await databases.open();

    const failing = database.write(async (transaction) => {
      await transaction.upsert(SettingEntity, { name: 'doomed', value: '1' }, ['name']);
      throw new Error('on purpose');
    });

    await expect(failing).rejects.toThrow('on purpose');
    expect(await new TypeOrmSettingsStore(database).get('doomed')).toBeNull();
  });

  it('runs a transaction again that lost a deadlock', async () => {
    const database = await databases.open();
    const settings = new TypeOrmSettingsStore(database);
    await settings.set('a', '');
    await settings.set('b', '');
    let attempts = 0;
    const append = (first: string, second: string, mark: string) =>
      database.write(async (transaction) => {
        attempts += 1;
        const sql = `UPDATE setting SET value = value || $1 WHERE name = $2`;
        await transaction.query(sql, [mark, first]);
        await new Promise((resolve) => setTimeout(resolve, 100));
        await transaction.query(sql, [mark, second]);
      });

    await Promise.all([append('a', 'b', 'x'), append('b', 'a', 'y')]);

    expect(attempts).toBeGreaterThan(2);
    expect(await settings.get('a')).toMatch(/^(xy|yx)$/);
    expect(await settings.get('b')).toMatch(/^(xy|yx)$/);
  });

  it('runs a transaction again whose connection broke between two statements', async () => {
    const database = await databases.open();
    let attempts = 0;

    await database.write(async (transaction) => {
      attempts += 1;
      const [session] = await transaction.query<{ pid: number }[]>(
        'SELECT pg_backend_pid() AS pid',
      );
      if (attempts === 1) await endSession(database, session?.pid);
      await transaction.upsert(SettingEntity, { name: 'kept', value: 'yes' }, ['name']);
    });

    expect(attempts).toBe(2);
    expect(await new TypeOrmSettingsStore(database).get('kept')).toBe('yes');
  });

  it('numbers rows beyond 32 bits', async () => {
    const database = await databases.open();
    const start = 3_000_000_000;
    for (const sequence of ['shopper_event_sequence_seq', 'product_id_seq'])
      await database.reader.query(`SELECT setval('${sequence}', ${start})`);

    const events = new TypeOrmEventStore(database);
    await events.record([anEvent('1', { sku: 'a' })], NOON);
    await new TypeOrmProductStore(database, []).upsert(
      [aProduct({ sku: 'a' })],
      asImportRunId('r'),
    );

    expect(await events.read(start, 10)).toMatchObject([{ sequence: start + 1 }]);
    const [row] = await database.reader.manager.find(ProductEntity);
    expect(row?.id).toBe(start + 1);
  });

  it('says that the server does not answer when a connection breaks, and takes a new one', async () => {
    const database = await databases.open();

    const broken = database.write((transaction) =>
      transaction.query('SELECT pg_terminate_backend(pg_backend_pid())'),
    );

    await expect(broken).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
    const settings = new TypeOrmSettingsStore(database);
    await settings.set('origin', 'demo');
    expect(await settings.get('origin')).toBe('demo');
  });
});

/** Ends another session, and waits until its client has heard of it. */
async function endSession(database: Database, pid: number | undefined): Promise<void> {
  await database.reader.query('SELECT pg_terminate_backend($1)', [pid]);
  await new Promise((resolve) => setTimeout(resolve, 200));
}
