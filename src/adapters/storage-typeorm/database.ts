import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Mutex } from 'async-mutex';
import type BetterSqlite3 from 'better-sqlite3';
import { DataSource, type DataSourceOptions, type EntityManager } from 'typeorm';
import { ALL_MIGRATIONS } from '../../../migrations/all-migrations';
import { TroveError } from '../../shared/errors';
import { ALL_ENTITIES } from './entities/all-entities';
import { asStorageError, driverCode } from '../sqlite-errors';
import { migrate } from './migrate';
import { asPostgresError, lostAgainstAnother, lostConnection } from './postgres-errors';

/** Where the data lives. */
export type DatabaseLocation =
  | { readonly kind: 'sqlite'; readonly file: string }
  | ({ readonly kind: 'postgres'; readonly url: string } & Partial<PostgresSettings>);

/** How to work with a PostgreSQL server. */
export interface PostgresSettings {
  /** Connections held at most. Default 10. */
  readonly poolSize: number;
  /** Longest time for one statement, in milliseconds. Default 30000. */
  readonly statementTimeoutMs: number;
}

/** How to behave when the database is taken. */
export interface DatabasePatience {
  /** How long a write to SQLite waits for another process to finish its own, in milliseconds. Default 10000. */
  readonly writeLockMs: number;
}

const PATIENT: DatabasePatience = { writeLockMs: 10_000 };

/**
 * How long one attempt at the write lock may block the event loop, in milliseconds. The driver waits synchronously, so
 * patience comes from many short attempts instead of one long one.
 */
const WRITE_LOCK_ATTEMPT_MS = 5;

/** Pause between two attempts: doubled from the first to the last, so that waiting long leaves the event loop alone. */
const FIRST_PAUSE_MS = 5;
const LONGEST_PAUSE_MS = 80;

/** How often a transaction on PostgreSQL that lost against another one is run. */
const POSTGRES_ATTEMPTS = 5;

const POSTGRES_DEFAULTS: PostgresSettings = { poolSize: 10, statementTimeoutMs: 30_000 };

/** Longest wait for a connection to PostgreSQL, in milliseconds: also when all of the pool are taken. */
const CONNECT_TIMEOUT_MS = 3000;

/**
 * Pages of 4 KiB that gather in the write-ahead log before they are moved into the database. Counters change on the same
 * pages again and again: the more gather, the fewer are moved.
 */
const CHECKPOINT_PAGES = 4000;

/** Memory for pages of the writing connection, in KiB: unique indexes are touched all over by every batch. */
const WRITER_CACHE_KIB = 65_536;

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
    private readonly patience: DatabasePatience,
  ) {}

  /**
   * Opens the database, creates it when absent, and runs the migrations it lacks.
   *
   * @throws TroveError DATABASE_NEWER, STORAGE_READ_ONLY, STORAGE_UNAVAILABLE, STORAGE_CORRUPT
   */
  static async open(
    location: DatabaseLocation,
    patience: DatabasePatience = PATIENT,
  ): Promise<Database> {
    try {
      if (location.kind === 'sqlite') makeFolder(dirname(location.file));
      const writer = await new DataSource(writerOptions(location, patience)).initialize();
      return await openOn(writer, async () => {
        await migrate(writer);
        if (location.kind === 'postgres') return new Database(location, writer, writer, patience);
        setBusyTimeout(connectionOf(writer), WRITE_LOCK_ATTEMPT_MS);
        const reader = await new DataSource(readerOptions(location.file)).initialize();
        return new Database(location, writer, reader, patience);
      });
    } catch (error) {
      throw asKnownError(error);
    }
  }

  /**
   * Runs the work in one transaction: all of it lands, or, when the work throws, none. On PostgreSQL the work may run again
   * when its transaction lost against another one, or once when its connection broke: then it may have landed before.
   */
  async write<T>(work: (transaction: EntityManager) => Promise<T>): Promise<T> {
    try {
      if (this.location.kind === 'postgres') return await this.writeToPostgres(work);
      return await this.writeTurn.runExclusive(() => this.writeToSqlite(work));
    } catch (error) {
      throw asKnownError(error);
    }
  }

  /** Waits for the write in progress. Closing again does nothing. */
  async close(): Promise<void> {
    await this.writeTurn.waitForUnlock();
    for (const connection of [this.reader, this.writer])
      if (connection.isInitialized) await connection.destroy();
  }

  private async writeToPostgres<T>(work: (transaction: EntityManager) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.writer.transaction(work);
      } catch (error) {
        const attempts = lostConnection(error) ? 2 : POSTGRES_ATTEMPTS;
        if (!mayWinAgain(error) || attempt >= attempts) throw error;
      }
    }
  }

  private async writeToSqlite<T>(work: (transaction: EntityManager) => Promise<T>): Promise<T> {
    const giveUpAt = performance.now() + this.patience.writeLockMs;
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
      const attempt = { holdsLock: false };
      try {
        return await this.writer.transaction(async (transaction) => {
          await transaction.query(TAKE_WRITE_LOCK);
          attempt.holdsLock = true;
          return work(transaction);
        });
      } catch (error) {
        await forgetEndedTransaction(this.writer);
        const lockTaken = driverCode(error) === 'SQLITE_BUSY' && !attempt.holdsLock;
        if (!lockTaken || performance.now() > giveUpAt) throw error;
        await sleep(pauseMs);
      }
    }
  }
}

/** Turns what the drivers throw into the failures that callers know. */
export const asKnownError = (error: unknown): unknown => asStorageError(asPostgresError(error));

const mayWinAgain = (error: unknown): boolean => lostAgainstAnother(error) || lostConnection(error);

function postgresOptions(location: DatabaseLocation & { kind: 'postgres' }) {
  const { poolSize, statementTimeoutMs } = { ...POSTGRES_DEFAULTS, ...location };
  return {
    type: 'postgres' as const,
    url: location.url,
    applicationName: 'trove',
    poolSize,
    // Sequences and versions fit a number exactly for longer than any shop lasts.
    parseInt8: true,
    connectTimeoutMS: CONNECT_TIMEOUT_MS,
    extra: { statement_timeout: statementTimeoutMs, keepAlive: true },
  };
}

/** A database that cannot be used must not keep its connection. */
async function openOn<T>(writer: DataSource, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    await writer.destroy();
    throw error;
  }
}

/**
 * When the disk is full, SQLite ends the transaction by itself. TypeORM's own ROLLBACK then fails, TypeORM goes on believing
 * in that transaction, and every later one would become a savepoint in it that may never be committed.
 */
async function forgetEndedTransaction(writer: DataSource): Promise<void> {
  const runner = writer.createQueryRunner();
  if (!runner.isTransactionActive) return;
  if (!connectionOf(writer).inTransaction) await runner.query('BEGIN');
  await runner.rollbackTransaction();
}

/** TypeORM keeps the driver's own connection there for whoever needs it. */
function connectionOf(dataSource: DataSource): BetterSqlite3.Database {
  return (
    dataSource.driver as DataSource['driver'] & { databaseConnection: BetterSqlite3.Database }
  ).databaseConnection;
}

/** Finds out by doing it: whether a folder can be written depends on more than its permissions. */
function makeFolder(folder: string): void {
  const probe = join(folder, `.write-probe-${String(process.pid)}`);
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(probe, '');
    rmSync(probe);
  } catch (error) {
    throw new TroveError(
      'STORAGE_READ_ONLY',
      `The data folder ${folder} cannot be made or written. Give the user that runs Trove write access to it, ` +
        'or set TROVE_DATA_DIR to another folder.',
      { folder },
      { cause: error },
    );
  }
}

function writerOptions(location: DatabaseLocation, patience: DatabasePatience): DataSourceOptions {
  const common = { entities: [...ALL_ENTITIES], migrations: [...ALL_MIGRATIONS], logging: false };
  if (location.kind === 'postgres') return { ...postgresOptions(location), ...common };
  return {
    type: 'better-sqlite3',
    database: location.file,
    prepareDatabase: (connection: BetterSqlite3.Database) => {
      // While another process starts up on the same file, that takes a moment; nobody is served yet who could mind.
      setBusyTimeout(connection, patience.writeLockMs);
      connection.pragma('journal_mode = WAL');
      // A committed transaction survives the death of the process; only a power cut may cost the last few.
      connection.pragma('synchronous = NORMAL');
      connection.pragma(`cache_size = -${String(WRITER_CACHE_KIB)}`);
      connection.pragma(`wal_autocheckpoint = ${String(CHECKPOINT_PAGES)}`);
    },
    ...common,
  };
}

function setBusyTimeout(connection: BetterSqlite3.Database, milliseconds: number): void {
  connection.pragma(`busy_timeout = ${String(milliseconds)}`);
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
