import { ReadingConnection } from '../src/adapters/keyword-sqlite/reading-connection';
import type { SqlFragment } from '../src/adapters/keyword-sqlite/sql-fragment';
import type { KeywordEngine } from '../src/search/keyword-engine.port';

/** A statement as the engine gave it to SQLite. */
export interface RecordedStatement {
  readonly method: 'all' | 'first' | 'run';
  readonly fragment: SqlFragment;
}

/** One question to the engine, ready to be asked again. */
export type RecordedCall = (engine: KeywordEngine) => Promise<unknown>;

/** Everything that one search made the engine do. */
export interface EngineWork {
  readonly calls: readonly RecordedCall[];
  readonly statements: readonly RecordedStatement[];
}

/** Notes what the engine is asked, and what it asks SQLite, while the work runs. */
export async function recordEngine(
  engine: KeywordEngine,
  work: () => Promise<unknown>,
): Promise<EngineWork> {
  const calls: RecordedCall[] = [];
  const statements: RecordedStatement[] = [];
  const restore = [listenToEngine(engine, calls), listenToSqlite(statements)];
  try {
    await work();
  } finally {
    for (const undo of restore) undo();
  }
  return { calls, statements };
}

const ENGINE_METHODS = ['search', 'wordFrequencies', 'similarWords', 'attributeKeys'] as const;

function listenToEngine(engine: KeywordEngine, calls: RecordedCall[]): () => void {
  for (const method of ENGINE_METHODS) {
    const original = engine[method].bind(engine) as (...args: unknown[]) => Promise<unknown>;
    const listening = (...args: unknown[]) => {
      calls.push((other) => (other[method] as typeof original).apply(other, args));
      return original(...args);
    };
    Object.defineProperty(engine, method, { value: listening, configurable: true });
  }
  return () => {
    // The methods of the class show through again.
    for (const method of ENGINE_METHODS) Reflect.deleteProperty(engine, method);
  };
}

const SQLITE_METHODS = ['all', 'first', 'run'] as const;

function listenToSqlite(statements: RecordedStatement[]): () => void {
  const prototype = ReadingConnection.prototype;
  const originals = SQLITE_METHODS.map((method) =>
    Object.getOwnPropertyDescriptor(prototype, method),
  );
  for (const [place, method] of SQLITE_METHODS.entries()) {
    const original = originals[place]?.value as (this: unknown, fragment: SqlFragment) => unknown;
    const listening = function (this: unknown, fragment: SqlFragment): unknown {
      statements.push({ method, fragment });
      return original.call(this, fragment);
    };
    Object.defineProperty(prototype, method, { value: listening, configurable: true });
  }
  return () => {
    for (const [place, method] of SQLITE_METHODS.entries())
      Object.defineProperty(prototype, method, originals[place] ?? {});
  };
}
