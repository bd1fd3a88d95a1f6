import { TypeOrmEventStore } from '../../../../src/adapters/storage-typeorm/typeorm-event-store';
import { TypeOrmProductStore } from '../../../../src/adapters/storage-typeorm/typeorm-product-store';
import { POPULARITY_HALF_LIFE_MS } from '../../../../src/feedback/popularity';
import { PriorBoard } from '../../../../src/ranking/features/prior-board';
import { asEpochMs } from '../../../../src/shared/clock';
import { asImportRunId, asSku } from '../../../../src/shared/ids';
import { anEvent, NOON } from '../../../support/an-event';
import { freshSqlite } from '../../../support/databases';
import { titled } from '../../../support/plain-product';

describe('PriorBoard', () => {
  const databases = freshSqlite();

  async function aBoard(perStep: number) {
    const database = await databases.open();
    const events = new TypeOrmEventStore(database);
    const products = new TypeOrmProductStore(database, []);
    return { events, products, board: new PriorBoard({ events, products, perStep }) };
  }

  const clicks = (sku: string, times: number) =>
    Array.from({ length: times }, (_, n) => anEvent(`${sku}-${n}`, { sku, kind: 'CLICK' }));

  it('knows nothing before it has seen every product, and everything from then on', async () => {
    const { events, board } = await aBoard(2);
    await events.record([...clicks('a', 1), ...clicks('b', 2), ...clicks('c', 3)], NOON);
    const popularity = () => ['a', 'b', 'c', 'd'].map((sku) => board.priorsOf(asSku(sku), NOON).popularity); // prettier-ignore

    expect(await board.step(NOON)).toBe(false);
    expect(popularity()).toEqual([NaN, NaN, NaN, NaN]);
    expect(await board.step(NOON)).toBe(true);

    const known = popularity();
    [1, 2, 3, 0].forEach((views, at) => {
      expect(known[at]).toBeCloseTo(views, 6);
    });
  });

  it('lets popularity fade between two looks', async () => {
    const { events, board } = await aBoard(10);
    await events.record(clicks('a', 8), NOON);
    await board.step(NOON);
    const later = asEpochMs(NOON + 2 * POPULARITY_HALF_LIFE_MS);

    expect(board.priorsOf(asSku('a'), later).popularity).toBeCloseTo(2, 6);
  });

  it('notices in the next round what happened since', async () => {
    const { events, board } = await aBoard(10);
    await events.record(clicks('a', 1), NOON);
    await board.step(NOON);
    await events.record(clicks('b', 4), NOON);

    expect(board.priorsOf(asSku('b'), NOON).popularity).toBe(0);
    await board.step(NOON);
    expect(board.priorsOf(asSku('b'), NOON).popularity).toBeCloseTo(4, 6);
  });

  it('compares products with the whole shop, each round counted once', async () => {
    const { events, board } = await aBoard(1);
    const shown = ['a', 'b'].map((sku) => anEvent(`shown ${sku}`, { sku, kind: 'IMPRESSION' }));
    await events.record([...clicks('a', 1), ...shown], NOON);
    for (let step = 0; step < 9; step += 1) await board.step(NOON);

    // The shop: one click in two showings. a: (1 + 20/2) / (1 + 20) of it, b: (0 + 20/2) / (1 + 20).
    expect(board.priorsOf(asSku('a'), NOON).clickRate).toBeCloseTo(Math.log(11 / 21 / 0.5), 12);
    expect(board.priorsOf(asSku('b'), NOON).clickRate).toBeCloseTo(Math.log(10 / 21 / 0.5), 12);
  });

  it('knows how many products there are', async () => {
    const { products, board } = await aBoard(10);
    expect(board.products).toBe(0);
    await products.upsert(titled('Saw', 'Hammer'), asImportRunId('run'));

    await board.step(NOON);

    expect(board.products).toBe(2);
  });
});
