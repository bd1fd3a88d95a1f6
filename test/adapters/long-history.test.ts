import { Database } from '../../src/adapters/storage-typeorm/database';
import { inJsonList } from '../../src/adapters/storage-typeorm/in-list';
import { adoptionSql } from '../../src/adapters/storage-typeorm/session-claims';
import { TypeOrmEventStore } from '../../src/adapters/storage-typeorm/typeorm-event-store';
import { TypeOrmShopperMemory } from '../../src/adapters/storage-typeorm/typeorm-shopper-memory';
import type { ShopperEvent } from '../../src/feedback/shopper-event.types';
import { asSessionId, asShopperId } from '../../src/shared/ids';
import { anEvent, NOON } from '../support/an-event';
import { field, runGateway } from '../support/running-gateway';
import { importSmallCatalogue } from '../support/small-catalogue';
import { temporaryFolder } from '../support/temporary-folder';

const EVENTS = 100_000;
const BATCH = 5000;

/** A hundred thousand events take a while to write on a busy machine, in milliseconds. */
jest.setTimeout(120_000);

describe('a shopper with a history of 100,000 events', () => {
  const folder = temporaryFolder();

  it('is answered like any other, from what was done last', async () => {
    const gateway = await runGateway({ TROVE_DATA_DIR: folder.path('data') });
    await importSmallCatalogue(gateway);
    await gateway.trove.refreshBoard();
    const skus = ['CAM-1', 'CAM-2', 'BAG-1'];
    for (let from = 0; from < EVENTS; from += BATCH)
      await gateway.trove.events.record(
        Array.from({ length: BATCH }, (_, at) => event(from + at, skus)),
        NOON,
      );
    await gateway.trove.events.record([anEvent('last', { sku: 'TEE-1' })], NOON);

    const answer = await gateway.ask(`{
      shopper(input: { shopperId: "anna" }) { recent { sku } }
      recommendations(input: { placement: RECENTLY_VIEWED, shopperId: "anna" }) { degraded edges { node { product { sku } } } }
      forYou: recommendations(input: { placement: FOR_YOU, shopperId: "anna" }) { degraded edges { node { product { sku } } } }
    }`);

    expect(answer.errors).toEqual([]);
    expect(field(answer, 'shopper.recent')).toHaveLength(50);
    expect(field(answer, 'shopper.recent.0.sku')).toBe('TEE-1');
    expect(field(answer, 'recommendations.edges.0.node.product.sku')).toBe('TEE-1');
    expect(field(answer, 'recommendations.degraded')).toEqual([]);
    expect((field(answer, 'forYou.edges') as unknown[]).length).toBeGreaterThan(0);
    await gateway.close();
  });

  it('is read by indexes alone, in their order', async () => {
    const database = await Database.open({ kind: 'sqlite', file: folder.path('plans.db') });
    const statements: string[] = [];
    const { manager } = database.reader;
    const query = manager.query.bind(manager) as (sql: string, values: unknown[]) => Promise<never>;
    manager.query = (sql: string, values: unknown[] = []) => {
      statements.push(sql);
      return query(sql, values);
    };
    const memory = new TypeOrmShopperMemory(database);
    await new TypeOrmEventStore(database).record([anEvent('1')], NOON);
    await memory.recent({ shopper: asShopperId('anna'), session: null }, 10);
    await memory.recent({ shopper: null, session: asSessionId('visit-1') }, 10);

    expect(statements).toHaveLength(2);
    const plans = await Promise.all(statements.map((sql) => query(`EXPLAIN QUERY PLAN ${sql}`, [null, 10, null, 10, 10].slice(0, (sql.match(/\?/g) ?? []).length)))); // prettier-ignore
    const steps = (plans as { detail: string }[][]).flat().map(({ detail }) => detail);
    const ofLog = steps.filter((step) => step.includes('shopper_event'));
    expect(ofLog).toHaveLength(3);
    for (const step of ofLog) expect(step).toMatch(/^SEARCH shopper_event USING INDEX shopper_event_(shopper|claimed|session) /); // prettier-ignore
    await database.close();
  });
});

describe('the claim of a session', () => {
  const folder = temporaryFolder();

  it('looks at what was done in the session, not at all that was done without a name', async () => {
    const database = await Database.open({ kind: 'sqlite', file: folder.path('plans.db') });
    const plans = await Promise.all(
      adoptionSql(inJsonList('sqlite')).map((sql) =>
        database.reader.manager.query<{ readonly detail: string }[]>(`EXPLAIN QUERY PLAN ${sql}`, [
          '[]',
        ]),
      ),
    );
    const steps = plans.flat().map(({ detail }) => detail);

    expect(steps.filter((step) => step.includes('shopper_event'))).toEqual([
      'SEARCH shopper_event USING INDEX shopper_event_session (session=?)',
    ]);
    expect(steps.filter((step) => step.startsWith('SCAN') && !step.includes('json_each'))).toEqual(
      [],
    );
    await database.close();
  });
});

/** Half of them are acts, the others were merely shown; a part of both comes without a name. */
function event(number: number, skus: readonly string[]): ShopperEvent {
  return anEvent(`event-${number}`, {
    sku: skus[number % skus.length] ?? '',
    kind: number % 2 === 0 ? 'VIEW' : 'IMPRESSION',
    shopper: number % 5 === 0 ? null : asShopperId('anna'),
  });
}
