import { DataSource, type DataSourceOptions } from 'typeorm';
import { ALL_MIGRATIONS } from '../../migrations/all-migrations';
import { Database } from '../../src/adapters/storage-typeorm/database';
import { ALL_ENTITIES } from '../../src/adapters/storage-typeorm/entities/all-entities';
import { describePostgres, startPostgres, type PostgresServer } from '../support/postgres';
import { temporaryFolder } from '../support/temporary-folder';

const declared = { entities: [...ALL_ENTITIES], migrations: [...ALL_MIGRATIONS], logging: false };

/** Columns that have 64 bits on PostgreSQL: one entity cannot say so and serve SQLite, where no other width exists. */
const WIDER =
  /^ALTER TABLE "(product|shopper_event|search_impression)" (DROP|ADD) (COLUMN )?("id"|"sequence"|CONSTRAINT "PK_)/;

/** Indexes that hold such a column go and come with it. */
const WITH_WIDER = /^(DROP|CREATE) INDEX .*"shopper_event_(shopper|session|claimed)"/;

function describeMigrations(options: () => Promise<DataSourceOptions>): void {
  let dataSource: DataSource;

  beforeEach(async () => {
    dataSource = await new DataSource(await options()).initialize();
  });

  afterEach(async () => {
    await dataSource.destroy();
  });

  it('make exactly the schema that the entities declare', async () => {
    await dataSource.runMigrations({ transaction: 'each' });

    const difference = await dataSource.driver.createSchemaBuilder().log();

    const queries = difference.upQueries.map(({ query }) => query);
    const isWiderOnly = (query: string) => WIDER.test(query) || WITH_WIDER.test(query);
    expect(queries.filter((query) => !isWiderOnly(query))).toEqual([]);
  });

  it('leave nothing behind when they are taken back', async () => {
    await dataSource.runMigrations({ transaction: 'each' });
    for (const _migration of ALL_MIGRATIONS) await dataSource.undoLastMigration();

    expect(await tableNames(dataSource)).toEqual(['migrations']);
    expect(await dataSource.query('SELECT * FROM migrations')).toEqual([]);
  });

  it('run again after they were taken back', async () => {
    await dataSource.runMigrations({ transaction: 'each' });
    for (const _migration of ALL_MIGRATIONS) await dataSource.undoLastMigration();

    const applied = await dataSource.runMigrations({ transaction: 'each' });

    expect(applied).toHaveLength(ALL_MIGRATIONS.length);
  });
}

async function tableNames(dataSource: DataSource): Promise<readonly string[]> {
  const sql =
    dataSource.options.type === 'postgres'
      ? `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`
      : `SELECT name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'`;
  const rows: { name: string }[] = await dataSource.query(sql);
  return rows.map((row) => row.name).sort();
}

async function pretendNewer(database: Database): Promise<void> {
  await database.write((transaction) =>
    transaction.query(
      `INSERT INTO migrations (timestamp, name) VALUES (9999999999999, 'FromTheFuture9999999999999')`,
    ),
  );
  await database.close();
}

describe('migrations on SQLite', () => {
  const folder = temporaryFolder();

  describeMigrations(async () => ({
    type: 'better-sqlite3',
    database: folder.path('trove.db'),
    ...declared,
  }));

  it('refuse a database of a newer version', async () => {
    const file = folder.path('newer.db');
    await pretendNewer(await Database.open({ kind: 'sqlite', file }));

    await expect(Database.open({ kind: 'sqlite', file })).rejects.toMatchObject({
      code: 'DATABASE_NEWER',
      message: expect.stringContaining('FromTheFuture9999999999999') as string,
    });
  });
});

describePostgres('migrations on PostgreSQL', () => {
  let server: PostgresServer;

  beforeAll(async () => {
    server = await startPostgres();
  });

  afterAll(async () => {
    await server.stop();
  });

  describeMigrations(async () => ({
    type: 'postgres',
    url: await server.createDatabase(),
    ...declared,
  }));

  it('refuse a database of a newer version', async () => {
    const url = await server.createDatabase();
    await pretendNewer(await Database.open({ kind: 'postgres', url }));

    await expect(Database.open({ kind: 'postgres', url })).rejects.toMatchObject({
      code: 'DATABASE_NEWER',
    });
  });

  it('say what to do when there is no such database or no such server', async () => {
    const absent = (await server.createDatabase()).replace(/\w+$/, 'nowhere');
    await expect(Database.open({ kind: 'postgres', url: absent })).rejects.toMatchObject({
      code: 'STORAGE_UNAVAILABLE',
      message: expect.stringContaining('no such database') as string,
    });

    const url = 'postgres://trove@127.0.0.1:9/trove';
    await expect(Database.open({ kind: 'postgres', url })).rejects.toMatchObject({
      code: 'STORAGE_UNAVAILABLE',
      message: expect.stringContaining('does not answer') as string,
    });
  });
});
