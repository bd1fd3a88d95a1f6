import type { DataSource, QueryRunner } from 'typeorm';
import { ALL_MIGRATIONS } from '../../../migrations/all-migrations';
import { TroveError } from '../../shared/errors';

/** Held on PostgreSQL while migrating. Any fixed number will do, as long as nothing else uses it. */
const MIGRATION_LOCK = 7_418_529_631;

/**
 * Runs the migrations that the database lacks, all or none, while no other process does: several may start on the same
 * empty database at the same moment.
 *
 * @throws TroveError DATABASE_NEWER
 */
export async function migrate(writer: DataSource): Promise<void> {
  const runner = writer.createQueryRunner();
  try {
    if (writer.options.type === 'postgres') await migratePostgres(writer, runner);
    else await migrateSqlite(writer, runner);
  } finally {
    await runner.release();
  }
}

/** The migrations run on other connections of the pool; this one holds the lock. */
async function migratePostgres(writer: DataSource, runner: QueryRunner): Promise<void> {
  await runner.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
  try {
    await refuseNewerDatabase(runner);
    await writer.runMigrations({ transaction: 'all' });
  } finally {
    await runner.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
  }
}

/** There is one connection: the transaction begun here, with the write lock from its start, is the one that migrations run in. */
async function migrateSqlite(writer: DataSource, runner: QueryRunner): Promise<void> {
  await runner.query('BEGIN IMMEDIATE');
  try {
    await refuseNewerDatabase(runner);
    await writer.runMigrations({ transaction: 'none' });
    await runner.query('COMMIT');
  } catch (error) {
    // Fails when SQLite has ended the transaction by itself; what went wrong first is what matters.
    await runner.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

/** A database that has seen migrations this version does not know was written by a newer one: hands off. */
async function refuseNewerDatabase(runner: QueryRunner): Promise<void> {
  if (!(await runner.hasTable('migrations'))) return;
  const rows = (await runner.query('SELECT name FROM migrations')) as { name: string }[];
  const known = new Set<string>(ALL_MIGRATIONS.map((migration) => migration.name));
  const unknown = rows.map((row) => row.name).filter((name) => !known.has(name));
  if (unknown.length === 0) return;
  throw new TroveError(
    'DATABASE_NEWER',
    `The database was written by a newer version of Trove (it knows the migration ${unknown.join(', ')}). ` +
      'Start that version or a later one, or restore a backup.',
    { migrations: unknown },
  );
}
