import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Mutex } from 'async-mutex';
import type BetterSqlite3 from 'better-sqlite3';
import { DataSource, type DataSourceOptions, type EntityManager } from 'typeorm';
import { ALL_MIGRATIONS } from '../../../migrations/all-migrations';
import { TroveError } from '../../shared/errors';
import { ALL_ENTITIES } from './entities/all-entities';
import { asStorageError, driverCode } from '../sqlite-errors';

/** Where the data lives. */
export type DatabaseLocation =
  | { readonly kind: 'sqlite'; readonly file: string }
  | { readonly kind: 'postgres'; readonly url: string };

/** How long a write waits for another process to finish its own, in milliseconds. */
const WRITE_LOCK_PATIENCE_MS = 10_000;

/**
 * How long one attempt at the write lock may block the event loop, in milliseconds. The driver waits synchronously, so
 * patience comes from many short attempts instead of one long one.
 */
const WRITE_LOCK_ATTEMPT_MS = 5;

/** Takes SQLite's write lock before anything is read, so that what the transaction reads is still true when it writes. */
const TAKE_WRITE_LOCK = 'DELETE FROM setting WHERE 1 = 0';

/**
 * The one way to the database. Reads go to `reader`; every write goes through `write`.
 *
 * On SQLite all entity managers share one connection, so a second transaction would silently become part of the first
 * and be lost with it. Hence one mutex around writes, and a second, read-only connection for reads
 * (docs/decisions/0003-one-writer.md).
 */
export class Database {
  private readonly writeTurn = new Mutex();

  private constructor(
    readonly location: DatabaseLocation,
    private readonly writer: DataSource,
    /** Sees committed data only. */
    readonly reader: DataSource,
  ) {}

  /**
   * Opens the database, creates it when absent, and runs the migrations it lacks.
   *
   * @throws TroveError DATABASE_NEWER, STORAGE_READ_ONLY, STORAGE_UNAVAILABLE, STORAGE_CORRUPT
   */
  static async open(location: DatabaseLocation): Promise<Database> {
    try {
      if (location.kind === 'sqlite') makeFolder(dirname(location.file));
      const writer = await new DataSource(writerOptions(location)).initialize();
      await refuseNewerDatabase(writer);
      await writer.runMigrations({ transaction: 'each' });
      const reader =
        location.kind === 'sqlite'
          ? await new DataSource(readerOptions(location.file)).initialize()
          : writer;
      return new Database(location, writer, reader);
    } catch (error) {
      throw asStorageError(error);
    }
  }

  /** Runs the work in one transaction: all of it lands, or, when the work throws, none. */
  async write<T>(work: (transaction: EntityManager) => Promise<T>): Promise<T> {
    try {
      if (this.location.kind === 'postgres') return await this.writer.transaction(work);
      return await this.writeTurn.runExclusive(() => this.writeToSqlite(work));
    } catch (error) {
      throw asStorageError(error);
    }
  }

  async close(): Promise<void> {
    await this.writeTurn.waitForUnlock();
    if (this.reader !== this.writer) await this.reader.destroy();
    await this.writer.destroy();
  }

  private async writeToSqlite<T>(work: (transaction: EntityManager) => Promise<T>): Promise<T> {
    const giveUpAt = performance.now() + WRITE_LOCK_PATIENCE_MS;
    for (;;) {
      const attempt = { holdsLock: false };
      try {
        return await this.writer.transaction(async (transaction) => {
          await transaction.query(TAKE_WRITE_LOCK);
          attempt.holdsLock = true;
          return work(transaction);
        });
      } catch (error) {
        const lockTaken = driverCode(error) === 'SQLITE_BUSY' && !attempt.holdsLock;
        if (!lockTaken || performance.now() > giveUpAt) throw error;
        await sleep(WRITE_LOCK_ATTEMPT_MS);
      }
    }
  }
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new TroveError(
      'STORAGE_READ_ONLY',
      `The data folder ${folder} cannot be made. Create it, or set TROVE_DATA_DIR to a folder that can be written.`,
      { folder },
      { cause: error },
    );
  }
}

function writerOptions(location: DatabaseLocation): DataSourceOptions {
  const common = { entities: [...ALL_ENTITIES], migrations: [...ALL_MIGRATIONS], logging: false };
  if (location.kind === 'postgres') return { type: 'postgres', url: location.url, ...common };
  return {
    type: 'better-sqlite3',
    database: location.file,
    timeout: WRITE_LOCK_ATTEMPT_MS,
    prepareDatabase: (connection: BetterSqlite3.Database) => {
      waitForLockWhile(connection, () => connection.pragma('journal_mode = WAL'));
      // A committed transaction survives the death of the process; only a power cut may cost the last few.
      connection.pragma('synchronous = NORMAL');
    },
    ...common,
  };
}

/** Switching to WAL needs the file for itself; while another process starts up on it, that takes a moment. */
function waitForLockWhile(connection: BetterSqlite3.Database, work: () => void): void {
  connection.pragma(`busy_timeout = ${String(WRITE_LOCK_PATIENCE_MS)}`);
  work();
  connection.pragma(`busy_timeout = ${String(WRITE_LOCK_ATTEMPT_MS)}`);
}

function readerOptions(file: string): DataSourceOptions {
  return {
    type: 'better-sqlite3',
    database: file,
    readonly: true,
    entities: [...ALL_ENTITIES],
    logging: false,
  };
}

/** A database that has seen migrations this version does not know was written by a newer one: hands off. */
async function refuseNewerDatabase(dataSource: DataSource): Promise<void> {
  const runner = dataSource.createQueryRunner();
  try {
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
  } finally {
    await runner.release();
  }
}
