import type { ProductStore } from '../../src/catalog/product-store.port';
import type { EventStore } from '../../src/feedback/event-store.port';
import { BoardKeeper } from '../../src/recommendation/board/board-keeper';
import type { BoardSource } from '../../src/recommendation/board/board-source.port';
import { MemoryCatalogueBoard } from '../../src/recommendation/board/memory-catalogue-board';
import { FreshProducts } from '../../src/recommendation/fresh-products';
import type { ProductDigests } from '../../src/recommendation/product-shelf.port';
import { asEpochMs } from '../../src/shared/clock';
import { asImportRunId, asSku } from '../../src/shared/ids';
import { silentLogger } from '../../src/shared/logger';
import { aProduct } from '../support/a-product';
import { anEvent, NOON } from '../support/an-event';

export interface BoardWorld {
  readonly source: BoardSource;
  readonly digests: ProductDigests;
  readonly store: ProductStore;
  readonly events: EventStore;
}

const run = asImportRunId('run');
const at = (milliseconds: number) => asEpochMs(NOON + milliseconds);

/** What everything promises that recommendations read the catalogue by. */
export function describeCatalogueBoard(name: string, open: () => Promise<BoardWorld>): void {
  describe(`BoardSource: ${name}`, () => {
    it('reads what a board needs of every product, page by page in the order of SKUs', async () => {
      const { source, store } = await open();
      const names = ['b', 'B', '电脑', 'a'];
      await store.upsert(
        names.map((sku) => aProduct({ sku, categories: [['Audio', 'Radios'], ['Audio'], ['Photo']] })), // prettier-ignore
        run,
      );
      const first = await source.page(null, 3);
      const last = await source.page(asSku('b'), 3);
      expect([...first, ...last].map(({ product }) => product.sku)).toEqual([
        'B',
        'a',
        'b',
        '电脑',
      ]);
      const { identifiers: _i, title: _t, description: _d, imageUrls: _u, attributes: _a, updatedAt, price, ...kept } = aProduct({ sku: 'B' }); // prettier-ignore
      expect(first[0]).toEqual({
        updatedAt,
        product: {
          ...kept,
          categories: [['Audio', 'Radios'], ['Audio'], ['Photo']],
          departments: ['Audio', 'Photo'],
          price: price?.amount,
          currency: price?.currency,
        },
      });
    });

    it('reads what changed after a place, in the order of change, and nothing before it', async () => {
      const { source, store } = await open();
      const times: readonly (readonly [string, number])[] = [['c', 1], ['b', 2], ['a', 2], ['d', 3]]; // prettier-ignore
      for (const [sku, time] of times)
        await store.upsert([aProduct({ sku, updatedAt: at(time), price: null })], run);
      const after = async (time: number, sku: string, limit = 10) =>
        (await source.changed({ updatedAt: at(time), sku: asSku(sku) }, limit)).map(({ product }) => product.sku); // prettier-ignore
      expect(await after(0, '')).toEqual(['c', 'a', 'b', 'd']);
      expect(await after(2, 'a')).toEqual(['b', 'd']);
      expect(await after(1, 'c', 1)).toEqual(['a']);
      expect(await after(3, 'd')).toEqual([]);
    });

    it('names the products of events after one', async () => {
      const { source, events } = await open();
      expect(await source.lastEvent()).toBe(0);
      expect(await source.touched(0, 10)).toEqual({ sequence: 0, skus: [] });
      await events.record([anEvent('e1', { sku: 'a' }), anEvent('e2', { sku: 'b' }), anEvent('e3', { sku: 'a' })], NOON); // prettier-ignore
      const last = await source.lastEvent();
      const { sequence, skus } = await source.touched(0, 10);
      expect(sequence).toBe(last);
      expect(new Set(skus)).toEqual(new Set(['a', 'b']));
      const [first] = await events.read(0, 1);
      expect((await source.touched(first?.sequence ?? 0, 1)).skus).toEqual(['b']);
    });

    it('lets a board follow what is written, what is done and what is taken away', async () => {
      const { source, store, events } = await open();
      await store.upsert([aProduct({ sku: 'a' }), aProduct({ sku: 'b' })], run);
      const board = new MemoryCatalogueBoard(NOON);
      const keeper = new BoardKeeper({ board, source, events, after: () => () => undefined, clock: () => NOON, logger: silentLogger }); // prettier-ignore
      await keeper.refresh();
      expect(board.isComplete).toBe(true);
      expect(board.popular(null)).toEqual([]);

      await events.record([anEvent('e1', { sku: 'b', kind: 'PURCHASE' })], NOON);
      await store.upsert([aProduct({ sku: 'c', updatedAt: at(5) })], run);
      await store.delete([asSku('a')]);
      await keeper.refresh();

      expect(board.popular(null)).toEqual(['b']);
      expect(board.trending(null)).toEqual(['b']);
      expect(board.product(asSku('c'))?.sku).toBe('c');
      expect(board.product(asSku('a'))).toBeNull();
      expect(board.size).toBe(2);
      await keeper.close();
    });
  });

  describe(`ProductDigests: ${name}`, () => {
    it('differ exactly when the content does', async () => {
      const { digests, store } = await open();
      await store.upsert([aProduct({ sku: 'a' }), aProduct({ sku: 'b' })], run);
      const skus = ['a', 'b', 'ghost'].map(asSku);
      const before = await digests.digestsOf(skus);
      await store.upsert([aProduct({ sku: 'a', title: 'Other' }), aProduct({ sku: 'b' })], run);
      const after = await digests.digestsOf(skus);
      expect([...after.keys()].sort()).toEqual(['a', 'b']);
      expect(after.get(asSku('a'))).not.toBe(before.get(asSku('a')));
      expect(after.get(asSku('b'))).toBe(before.get(asSku('b')));
    });

    it('let products be remembered without ever being old', async () => {
      const { digests, store } = await open();
      const reads = jest.spyOn(store, 'findBySkus');
      const shelf = new FreshProducts({ shelf: store, digests });
      const skus = [asSku('a'), asSku('b')];
      const titles = async () => [...(await shelf.findBySkus(skus)).values()].map(({ title }) => title).sort(); // prettier-ignore
      await store.upsert([aProduct({ sku: 'a', title: 'A' }), aProduct({ sku: 'b', title: 'B' })], run); // prettier-ignore
      expect(await titles()).toEqual(['A', 'B']);
      expect(await titles()).toEqual(['A', 'B']);
      expect(reads).toHaveBeenCalledTimes(1);
      await store.upsert([aProduct({ sku: 'a', title: 'Changed' })], run);
      expect(await titles()).toEqual(['B', 'Changed']);
      expect(reads.mock.lastCall).toEqual([['a']]);
      await store.delete([asSku('b')]);
      expect(await titles()).toEqual(['Changed']);
    });

    it('are asked for once by all who ask at the same time', async () => {
      const { digests, store } = await open();
      await store.upsert([aProduct({ sku: 'a' }), aProduct({ sku: 'b' })], run);
      const questions = jest.spyOn(digests, 'digestsOf');
      const shelf = new FreshProducts({ shelf: store, digests });
      const both = await Promise.all([shelf.findBySkus([asSku('a')]), shelf.findBySkus([asSku('b')])]); // prettier-ignore
      expect(both[0].has(asSku('a')) && both[1].has(asSku('b'))).toBe(true);
      // Before and after what was not known yet is read.
      expect(questions).toHaveBeenCalledTimes(2);
    });
  });
}
