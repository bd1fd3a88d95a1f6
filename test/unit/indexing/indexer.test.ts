import { IndexRebuilder, type IndexRebuilderParts } from '../../../src/indexing/index-rebuilder';
import { Indexer, type IndexerParts } from '../../../src/indexing/indexer';
import type { WriteOutcome } from '../../../src/indexing/search-index.port';
import { asEpochMs } from '../../../src/shared/clock';
import { TroveError } from '../../../src/shared/errors';
import { asImportRunId, asSku } from '../../../src/shared/ids';
import { silentLogger } from '../../../src/shared/logger';
import type { OutboxWorld } from '../../contracts/outbox.contract';
import { aProduct } from '../../support/a-product';
import { anEvent, NOON } from '../../support/an-event';
import { freshSqlite } from '../../support/databases';
import { MemorySearchIndex } from '../../support/memory-search-index';
import { outboxWorldOn } from '../../support/outbox-world';

/** Refuses or is silent when told to. */
class MoodyIndex extends MemorySearchIndex {
  isSilent = false;
  refuse: ((sku: string) => { readonly retryable: boolean } | null) | null = null;

  override async write(...[index, products]: Parameters<MemorySearchIndex['write']>) {
    if (this.isSilent) throw new TroveError('SEARCH_UNAVAILABLE', 'The engine does not answer.');
    const outcomes: WriteOutcome[] = [];
    for (const product of products) {
      const { sku } = product;
      const refusal = this.refuse?.(sku);
      if (refusal) outcomes.push({ sku, outcome: 'FAILED', reason: `no ${sku}`, ...refusal });
      else outcomes.push(...(await super.write(index, [product])));
    }
    return outcomes;
  }
}

describe('indexing', () => {
  const databases = freshSqlite();
  let world: OutboxWorld;
  let searchIndex: MoodyIndex;
  let indexer: Indexer;
  let rebuilder: IndexRebuilder;
  let parts: IndexerParts & IndexRebuilderParts;
  let now: number;
  let pauses: number;
  let runs = 0;

  beforeEach(async () => {
    now = NOON;
    pauses = 0;
    const clock = () => asEpochMs(now);
    world = outboxWorldOn(await databases.open(), clock);
    searchIndex = new MoodyIndex();
    let ids = 0;
    const common = { ...world, searchIndex, clock, random: () => 0, logger: silentLogger };
    indexer = new Indexer(
      { ...common, name: 'one' },
      { retry: { maxAttempts: 2, firstMs: 1_000, longestMs: 9_000 }, batchSize: 10 },
    );
    const pause = async () => {
      pauses += 1;
    };
    parts = { ...common, name: 'one', indexer, newId: () => `builder-${(ids += 1)}`, pause };
    rebuilder = new IndexRebuilder(parts, { pageSize: 3, verifyAttempts: 3 });
  });

  const put = async (...skus: readonly string[]) => {
    runs += 1;
    const products = skus.map((sku) => aProduct({ sku, title: `Title ${runs}` }));
    await world.storeWith([]).upsert(products, asImportRunId(`run-${runs}`));
  };
  const liveSkus = async () => {
    const live = await searchIndex.live();
    return live === null ? null : searchIndex.productsIn(live).map(({ sku }) => sku);
  };
  const status = () => world.outbox.status(asEpochMs(now));

  describe('Indexer', () => {
    it('leaves products waiting while there is no index', async () => {
      await put('a');

      expect(await indexer.drain()).toBe(0);

      expect(await status()).toMatchObject({ waiting: 1, failed: 0 });
    });

    it('brings writes and deletions to the live index', async () => {
      await rebuilder.rebuild();
      await put('a', 'b');
      await world.storeWith([]).delete([asSku('a')]);

      expect(await indexer.drain()).toBe(2);

      expect(await liveSkus()).toEqual(['b']);
      expect(await status()).toEqual({ waiting: 0, oldestWaitingMs: 0, failed: 0 });
    });

    it('brings popularity once in a while, and the sum is the stored one', async () => {
      await put('a');
      await rebuilder.rebuild();
      const popularity = async () => {
        const live = await searchIndex.live();
        return live === null ? null : searchIndex.productsIn(live)[0]?.popularity;
      };
      expect(await popularity()).toBe(0);

      await world.events.record([anEvent('1', { sku: 'a', kind: 'CLICK' })], NOON);
      await indexer.drain();
      expect(await popularity()).toBe(0);
      now += 30_000;
      await indexer.drain();

      const stored = (await world.source.find([asSku('a')])).get(asSku('a'))?.popularity;
      expect(stored).toBeGreaterThan(0);
      expect(await popularity()).toBe(stored);
    });

    it('counts no attempt while the engine is silent, and goes on when it is back', async () => {
      await rebuilder.rebuild();
      await put('a');
      searchIndex.isSilent = true;
      for (let attempt = 0; attempt < 5; attempt += 1) {
        await expect(indexer.drain()).rejects.toMatchObject({ code: 'SEARCH_UNAVAILABLE' });
        now += 2_000;
      }
      expect(await status()).toEqual({ waiting: 1, oldestWaitingMs: 10_000, failed: 0 });

      searchIndex.isSilent = false;
      expect(await indexer.drain()).toBe(1);
      expect(await liveSkus()).toEqual(['a']);
    });

    it('deletes a product once more that it wrote late into an engine that has forgotten the deletion', async () => {
      await put('gone');
      await rebuilder.rebuild();
      await put('gone');
      const slow = new Indexer({ ...parts, name: 'slow' });
      const write = searchIndex.write.bind(searchIndex);
      jest.spyOn(searchIndex, 'write').mockImplementationOnce(async (...given) => {
        await world.storeWith([]).delete([asSku('gone')]);
        await indexer.drain();
        searchIndex.forgetDeletions();
        return write(...given);
      });

      await slow.step();
      expect(await liveSkus()).toEqual(['gone']);
      await indexer.drain();

      expect(await liveSkus()).toEqual([]);
      expect(await status()).toMatchObject({ waiting: 0, failed: 0 });
    });

    it('gives up on a product with the reason, and on no other', async () => {
      await rebuilder.rebuild();
      await put('good', 'bad', 'busy');
      searchIndex.refuse = (sku) => (sku === 'good' ? null : { retryable: sku === 'busy' });

      await indexer.drain();
      expect(await status()).toMatchObject({ waiting: 1, failed: 1 });
      now += 1_000;
      await indexer.drain();

      expect(await liveSkus()).toEqual(['good']);
      expect(await world.outbox.failed(null, 10)).toEqual([
        { sku: 'bad', version: Number(NOON), attempts: 1, reason: 'no bad' },
        { sku: 'busy', version: Number(NOON), attempts: 2, reason: 'no busy' },
      ]);

      searchIndex.refuse = null;
      await world.outbox.replay(null, asEpochMs(now));
      await indexer.drain();
      expect(await liveSkus()).toEqual(['bad', 'busy', 'good']);
    });

    it('stops between two batches when it is told to', async () => {
      await rebuilder.rebuild();
      await put('a');

      expect(await indexer.drain(AbortSignal.abort())).toBe(0);
      expect(await status()).toMatchObject({ waiting: 1 });
    });
  });

  describe('IndexRebuilder', () => {
    it('copies the whole catalogue page by page and tells how far it is', async () => {
      await put('a', 'b', 'c', 'd', 'e', 'f', 'g');
      const steps: [number, number][] = [];

      const change = await rebuilder.rebuild({ onProgress: (...step) => steps.push(step) });

      expect(steps).toEqual([
        [3, 7],
        [6, 7],
        [7, 7],
      ]);
      expect(change).toMatchObject({ kept: null, dropped: [], products: 7, failed: 0 });
      expect(await liveSkus()).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g']);
    });

    it('keeps the index before and drops older ones', async () => {
      const first = (await rebuilder.rebuild()).live;
      const second = await rebuilder.rebuild();
      expect(second).toMatchObject({ kept: first, dropped: [] });

      const third = await rebuilder.rebuild();

      expect(third).toMatchObject({ kept: second.live, dropped: [first] });
      expect(await searchIndex.all()).toEqual([second.live, third.live]);
    });

    it('goes back to the index before, with everything that happened since', async () => {
      await put('a', 'b');
      const first = (await rebuilder.rebuild()).live;
      const second = (await rebuilder.rebuild()).live;
      await put('c');
      await world.storeWith([]).delete([asSku('a')]);
      await indexer.drain();

      expect(await rebuilder.rollBack()).toMatchObject({ live: first, kept: second });
      expect(await liveSkus()).toEqual(['b', 'c']);
      expect(await rebuilder.rollBack()).toMatchObject({ live: second, kept: first });
    });

    it('says so when there is nothing to go back to', async () => {
      await expect(rebuilder.rollBack()).rejects.toMatchObject({ code: 'INVALID_INPUT' });
      await rebuilder.rebuild();
      await expect(rebuilder.rollBack()).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    });

    it('does not go live when the new index refuses the products', async () => {
      await put('a', 'b', 'c');
      const { live } = await rebuilder.rebuild();
      searchIndex.refuse = () => ({ retryable: false });

      await expect(rebuilder.rebuild()).rejects.toMatchObject({
        code: 'INDEX_INCOMPLETE',
        message: expect.stringContaining('"a": no a') as string,
      });

      expect(await searchIndex.live()).toBe(live);
      expect(await searchIndex.all()).toEqual([live]);
      expect(await world.ledger.underConstruction()).toBeNull();
    });

    it('is not held up by one product that the engine refuses', async () => {
      await put('a', 'b', 'c');
      searchIndex.refuse = (sku) => (sku === 'b' ? { retryable: false } : null);

      expect(await rebuilder.rebuild()).toMatchObject({ products: 2, failed: 1 });
    });

    it('does not go live when counts do not come to agree', async () => {
      await put('a', 'b', 'c');
      searchIndex.countVisible = async () => 1;

      await expect(rebuilder.rebuild()).rejects.toMatchObject({
        code: 'INDEX_INCOMPLETE',
        message: expect.stringContaining('1 of 3 products') as string,
      });
      // Three comparisons, two pauses between them.
      expect(pauses).toBe(2);
      expect(await searchIndex.live()).toBeNull();
    });

    it('is patient with an engine that is busy, and gives up on one that is silent', async () => {
      await put('a', 'b', 'c');
      let refusals = 4;
      searchIndex.refuse = () => ((refusals -= 1) >= 0 ? { retryable: true } : null);
      expect(await rebuilder.rebuild()).toMatchObject({ products: 3, failed: 0 });
      expect(pauses).toBeGreaterThan(0);

      searchIndex.isSilent = true;
      await expect(rebuilder.rebuild()).rejects.toMatchObject({ code: 'SEARCH_UNAVAILABLE' });
      expect(await liveSkus()).toEqual(['a', 'b', 'c']);
    });

    it('lets one at a time, and makes way when it died', async () => {
      const index = await searchIndex.create();
      await world.ledger.begin({ index, by: 'dead', until: asEpochMs(now + 60_000) }, NOON);

      await expect(rebuilder.rebuild()).rejects.toMatchObject({ code: 'INDEX_BUSY' });
      expect(await searchIndex.all()).toEqual([index]);

      now += 60_000;
      expect(await rebuilder.rebuild()).toMatchObject({ dropped: [index] });
    });

    it('stops when it is told to and leaves the live index as it was', async () => {
      await put('a', 'b', 'c', 'd');
      const { live } = await rebuilder.rebuild();
      const stop = new AbortController();

      await expect(
        rebuilder.rebuild({
          signal: stop.signal,
          onProgress: () => {
            stop.abort();
          },
        }),
      ).rejects.toMatchObject({ code: 'SHUTTING_DOWN' });

      expect(await searchIndex.live()).toBe(live);
      expect(await searchIndex.all()).toEqual([live]);
    });
  });
});
