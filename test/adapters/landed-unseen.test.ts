import type { Database } from '../../src/adapters/storage-typeorm/database';
import type { IndexName } from '../../src/indexing/search-index.port';
import { asEpochMs } from '../../src/shared/clock';
import { asImportRunId, asSku } from '../../src/shared/ids';
import { aProduct } from '../support/a-product';
import { anEvent, NOON } from '../support/an-event';
import { freshPostgres, freshSqlite, type FreshDatabases } from '../support/databases';
import { outboxWorldOn } from '../support/outbox-world';
import { describePostgres } from '../support/postgres';

const LATER = asEpochMs(NOON + 60_000);

/** Every transaction lands, its answer is lost, and it is run once more: what a connection does that breaks after the commit. */
function landingTwice(database: Database): Database {
  const write = database.write.bind(database);
  jest.spyOn(database, 'write').mockImplementation(async (work) => {
    await write(work);
    return write(work);
  });
  return database;
}

function describeLandingTwice(databases: FreshDatabases): void {
  const open = async () => outboxWorldOn(landingTwice(await databases.open()), () => NOON);
  const products = ['a', 'b'].map((sku) => aProduct({ sku, title: 'New' }));

  it('counts each event once', async () => {
    const { events } = await open();

    await events.record([anEvent('1', { sku: 'a', kind: 'CLICK' })], NOON);

    expect(await events.count()).toBe(1);
    expect((await events.countersOf([asSku('a')], NOON)).get(asSku('a'))).toMatchObject({
      clicks: 1,
    });
  });

  it('leaves the catalogue as after once, though the counts of an import tell of the second time', async () => {
    const world = await open();
    const store = world.storeWith([]);

    const counts = await store.upsert(products, asImportRunId('r'));
    await store.delete([asSku('b')]);

    expect(counts).toMatchObject({ created: 0 });
    expect(await store.page(null, 10)).toEqual([products[0]]);
    expect(await world.source.deletedPage(null, 10)).toMatchObject([{ sku: 'b' }]);
  });

  it('leaves claims that nobody knows of to lapse', async () => {
    const world = await open();
    const { outbox } = world;
    await world.storeWith([]).upsert(products, asImportRunId('r'));
    const claim = { by: 'one', at: NOON, until: LATER, limit: 10 };

    expect(await outbox.claim(claim)).toEqual([]);

    expect(await outbox.status(LATER)).toMatchObject({ waiting: 2 });
  });

  it('changes over once', async () => {
    const { ledger } = await open();
    const kept = 'products-1' as IndexName;
    const changeOver = jest.fn(async () => kept);
    const construction = { index: 'products-2' as IndexName, by: 'one', until: LATER };

    expect(await ledger.begin(construction, NOON)).toBe(true);
    expect(await ledger.finish('one', changeOver, NOON)).toBe(true);

    expect(changeOver).toHaveBeenCalledTimes(1);
    expect(await ledger.kept()).toBe(kept);
  });
}

describe('a transaction that landed unseen, on SQLite', () => {
  describeLandingTwice(freshSqlite());
});

describePostgres('a transaction that landed unseen, on PostgreSQL', () => {
  describeLandingTwice(freshPostgres());
});
