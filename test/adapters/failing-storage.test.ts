import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { Database } from '../../src/adapters/storage-typeorm/database';
import { TypeOrmEventStore } from '../../src/adapters/storage-typeorm/typeorm-event-store';
import { asSku } from '../../src/shared/ids';
import { anEvent, NOON } from '../support/an-event';
import { closeAfterEach } from '../support/databases';
import { temporaryFolder } from '../support/temporary-folder';

describe('SQLite on a failing machine', () => {
  const closedLater = closeAfterEach();
  const folder = temporaryFolder();
  const open = async (name: string, writeLockMs = 10_000): Promise<Database> =>
    closedLater(await Database.open({ kind: 'sqlite', file: folder.path(name) }, { writeLockMs }));

  const batch = (name: string) =>
    Array.from({ length: 200 }, (_, index) => anEvent(`${name}-${index}`, { sku: name }));

  describe('when the disk is full', () => {
    /** SQLite's own limit fails exactly as a full disk does, with SQLITE_FULL. */
    async function limitPages(database: Database, pages: number): Promise<void> {
      await database.write((sql) => sql.query(`PRAGMA max_page_count = ${pages}`));
    }

    async function recordUntilFull(store: TypeOrmEventStore, name: string): Promise<string[]> {
      const acknowledged: string[] = [];
      for (let number = 0; number < 1000; number += 1) {
        const product = `${name}${number}`;
        try {
          await store.record(batch(product), NOON);
        } catch (error) {
          expect(error).toMatchObject({
            code: 'STORAGE_FULL',
            message: expect.stringContaining('free some space') as string,
          });
          return acknowledged;
        }
        acknowledged.push(product);
      }
      throw new Error('The disk never filled up.');
    }

    it('refuses whole batches, keeps all others, and goes on when there is space again', async () => {
      const database = await open('trove.db');
      const store = new TypeOrmEventStore(database);
      await limitPages(database, 200);

      const before = await recordUntilFull(store, 'before');
      const refused = `before${before.length}`;
      await expect(store.record(batch(refused), NOON)).rejects.toMatchObject({
        code: 'STORAGE_FULL',
      });
      await limitPages(database, 400);
      const after = await recordUntilFull(store, 'after');
      await limitPages(database, 1_000_000);
      await store.record(batch('last'), NOON);
      await database.close();

      const reopened = new TypeOrmEventStore(await open('trove.db'));
      const acknowledged = [...before, ...after, 'last'].map(asSku);
      const counters = await reopened.countersOf([...acknowledged, asSku(refused)], NOON);
      expect(before.length).toBeGreaterThan(1);
      expect(after.length).toBeGreaterThan(1);
      expect(await reopened.count()).toBe(200 * acknowledged.length);
      expect([...counters.keys()].sort()).toEqual([...acknowledged].sort());
      expect([...counters.values()].map(({ views }) => views)).toEqual(acknowledged.map(() => 200));
    });
  });

  it('commits for good after SQLite has ended a transaction by itself', async () => {
    const database = await open('trove.db');
    const store = new TypeOrmEventStore(database);
    // A commit that fails for want of space ends the transaction; OR ROLLBACK asks for just that.
    const ended = database.write(async (sql) => {
      await sql.query(`INSERT INTO setting (name, value) VALUES ('twice', '1')`);
      await sql.query(`INSERT OR ROLLBACK INTO setting (name, value) VALUES ('twice', '2')`);
    });
    await expect(ended).rejects.toThrow('UNIQUE constraint failed');
    const takenBack = database.write(async () => {
      throw new Error('on purpose');
    });
    await expect(takenBack).rejects.toThrow('on purpose');

    await store.record(batch('kept'), NOON);

    // The reading connection sees only what is committed.
    expect(await store.count()).toBe(200);
  });

  describe('when the folder cannot be written', () => {
    it('says so at the start, whether the database is there or not', async () => {
      mkdirSync(folder.path('closed'));
      await (await Database.open({ kind: 'sqlite', file: folder.path('closed/old.db') })).close();
      chmodSync(folder.path('.'), 0o755);
      chmodSync(folder.path('closed'), 0o555);

      for (const name of ['closed/old.db', 'closed/new.db', 'closed/deeper/new.db'])
        await asOrdinaryUser(() =>
          expect(open(name)).rejects.toMatchObject({
            code: 'STORAGE_READ_ONLY',
            message: expect.stringContaining('write access') as string,
          }),
        );
    });
  });

  describe('when another process writes', () => {
    it('waits until it is done, and meanwhile does other things', async () => {
      const database = await open('trove.db');
      const other = await holdWriteLock(folder.path('trove.db'), 600);
      let ticks = 0;
      const clock = setInterval(() => (ticks += 1), 10);

      const counts = await new TypeOrmEventStore(database).record(batch('a'), NOON);

      clearInterval(clock);
      await other.ended;
      expect(counts.recorded).toBe(200);
      expect(ticks).toBeGreaterThan(20);
    });

    it('says that the database is busy when that takes too long, and works afterwards', async () => {
      const store = new TypeOrmEventStore(await open('trove.db', 200));
      const other = await holdWriteLock(folder.path('trove.db'), 1500);

      await expect(store.record(batch('a'), NOON)).rejects.toMatchObject({ code: 'STORAGE_BUSY' });
      await other.ended;

      expect(await store.record(batch('a'), NOON)).toEqual({ recorded: 200, duplicates: 0 });
    });
  });

  it('does not touch a file that is no database', async () => {
    writeFileSync(folder.path('trove.db'), 'Dear diary, today '.repeat(1000));

    await expect(open('trove.db')).rejects.toMatchObject({ code: 'STORAGE_CORRUPT' });
  });
});

/** Root may write everywhere: as root, the work is done as `nobody`. */
async function asOrdinaryUser(work: () => Promise<void>): Promise<void> {
  if (process.geteuid?.() !== 0) return work();
  process.seteuid?.(65_534);
  try {
    await work();
  } finally {
    process.seteuid?.(0);
  }
}

/** Another process takes the write lock of the file and lets go of it after a while. */
async function holdWriteLock(file: string, forMs: number): Promise<{ ended: Promise<unknown> }> {
  const script = `
    const connection = new (require('better-sqlite3'))(${JSON.stringify(file)});
    connection.exec('BEGIN IMMEDIATE');
    console.log('held');
    setTimeout(() => connection.exec('COMMIT'), ${forMs});
  `;
  const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  await once(child.stdout, 'data');
  return { ended };
}
