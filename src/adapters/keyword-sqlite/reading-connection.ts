import BetterSqlite3 from 'better-sqlite3';
import { asStorageError } from '../sqlite-errors';
import type { SqlFragment } from './sql-fragment';

/** Filters come in endless shapes; beyond this many statements the one unused for longest is forgotten. */
const REMEMBERED_STATEMENTS = 300;

/** A third of the file is plenty for 20,000 products; pages beyond it come from the operating system's cache. Negative means KiB. */
const PAGE_CACHE_KIB = -65_536;

/** A connection that reads the catalogue's database and writes only tables of its own, in memory. */
export class ReadingConnection {
  private readonly statements = new Map<string, BetterSqlite3.Statement>();

  private constructor(private readonly connection: BetterSqlite3.Database) {}

  /** @throws TroveError STORAGE_UNAVAILABLE, STORAGE_CORRUPT */
  static open(file: string): ReadingConnection {
    try {
      const connection = new BetterSqlite3(file, { readonly: true, fileMustExist: true });
      connection.pragma('temp_store = MEMORY');
      connection.pragma(`cache_size = ${String(PAGE_CACHE_KIB)}`);
      return new ReadingConnection(connection);
    } catch (error) {
      throw asStorageError(error);
    }
  }

  /** Rows as objects; the caller knows their columns. */
  all(query: SqlFragment): readonly unknown[] {
    return this.guarded(() => this.prepared(query.sql).all(...query.parameters));
  }

  /** The first row, or null. */
  first(query: SqlFragment): unknown {
    return this.guarded(() => this.prepared(query.sql).get(...query.parameters)) ?? null;
  }

  /** Changes a table of this connection's own; returns how many rows it wrote. */
  run(statement: SqlFragment): number {
    return this.guarded(() => this.prepared(statement.sql).run(...statement.parameters)).changes;
  }

  /** Everything that the work reads is of one moment, whatever is written meanwhile. */
  atOneMoment<T>(work: () => T): T {
    this.run(BEGIN);
    try {
      return work();
    } finally {
      // Some failures end the transaction themselves; ending it again would hide them.
      if (this.connection.inTransaction) this.run(COMMIT);
    }
  }

  close(): void {
    this.statements.clear();
    this.connection.close();
  }

  private prepared(sql: string): BetterSqlite3.Statement {
    const known = this.statements.get(sql);
    const statement = known ?? this.connection.prepare(sql);
    // A map keeps the order of insertion: what was used last stands last.
    this.statements.delete(sql);
    this.statements.set(sql, statement);
    if (this.statements.size > REMEMBERED_STATEMENTS) this.forgetOldest();
    return statement;
  }

  private forgetOldest(): void {
    const [oldest] = this.statements.keys();
    if (oldest !== undefined) this.statements.delete(oldest);
  }

  private guarded<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw asStorageError(error);
    }
  }
}

const BEGIN: SqlFragment = { sql: 'BEGIN', parameters: [] };
const COMMIT: SqlFragment = { sql: 'COMMIT', parameters: [] };
