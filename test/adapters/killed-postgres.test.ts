import { PostgresProcess } from '../../fleet/postgres-server';
import { Database } from '../../src/adapters/storage-typeorm/database';
import { TypeOrmSettingsStore } from '../../src/adapters/storage-typeorm/typeorm-settings-store';
import { describePostgres } from '../support/postgres';

const START_MS = 60_000;

/** A server of our own, since the one of POSTGRES_URL is not ours to kill. */
describePostgres('Database on a PostgreSQL that is killed', () => {
  let server: PostgresProcess;
  let database: Database;
  let settings: TypeOrmSettingsStore;

  beforeAll(async () => {
    server = await PostgresProcess.open();
  }, START_MS);

  beforeEach(async () => {
    database = await Database.open({ kind: 'postgres', url: server.url, poolSize: 2 });
    settings = new TypeOrmSettingsStore(database);
  });

  afterEach(async () => {
    await database.close();
  });

  afterAll(async () => {
    await server.stop();
  });

  it(
    'refuses writes while it is away, keeps what it acknowledged, and goes on by itself when it is back',
    async () => {
      await settings.set('before', 'kept');

      await server.kill();
      await expect(settings.set('during', 'lost')).rejects.toMatchObject({
        code: 'STORAGE_UNAVAILABLE',
      });
      await server.start();

      await settings.set('after', 'kept');
      expect(await settings.get('before')).toBe('kept');
      expect(await settings.get('during')).toBeNull();
      expect(await settings.get('after')).toBe('kept');
    },
    START_MS,
  );

  it(
    'runs a transaction again whose server died under it, when it is back in time',
    async () => {
      let attempts = 0;

      await database.write(async (transaction) => {
        attempts += 1;
        if (attempts === 1) {
          await server.kill();
          await server.start();
        }
        await transaction.query(`INSERT INTO setting (name, value) VALUES ('again', 'yes')`);
      });

      expect(attempts).toBe(2);
      expect(await settings.get('again')).toBe('yes');
    },
    START_MS,
  );

  it('gives a statement up that takes too long, and its transaction with it', async () => {
    const hasty = await Database.open({
      kind: 'postgres',
      url: server.url,
      statementTimeoutMs: 100,
    });
    try {
      const slow = hasty.write(async (transaction) => {
        await transaction.query(`INSERT INTO setting (name, value) VALUES ('slow', 'yes')`);
        await transaction.query('SELECT pg_sleep(10)');
      });

      await expect(slow).rejects.toMatchObject({ code: 'STORAGE_BUSY' });
      expect(await settings.get('slow')).toBeNull();
    } finally {
      await hasty.close();
    }
  });

  it(
    'does not wait for a free connection for ever',
    async () => {
      let release = (): void => undefined;
      const released = new Promise<void>((resolve) => (release = resolve));
      const holding = [1, 2].map(() =>
        database.write(async (transaction) => {
          await transaction.query('SELECT 1');
          await released;
        }),
      );

      await expect(settings.set('third', 'no')).rejects.toMatchObject({
        code: 'STORAGE_UNAVAILABLE',
        message: expect.stringContaining('TROVE_DATABASE_POOL') as string,
      });

      release();
      await Promise.all(holding);
      await settings.set('third', 'yes');
      expect(await settings.get('third')).toBe('yes');
    },
    START_MS,
  );
});
