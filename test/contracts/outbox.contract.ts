import type { CatalogFollower } from '../../src/catalog/catalog-follower.port';
import type { ProductStore } from '../../src/catalog/product-store.port';
import type { EventStore } from '../../src/feedback/event-store.port';
import type { IndexLedger } from '../../src/indexing/index-ledger.port';
import type { IndexSource } from '../../src/indexing/index-source.port';
import type { Outbox, OutboxEntry } from '../../src/indexing/outbox.port';
import type { IndexName } from '../../src/indexing/search-index.port';
import { asEpochMs } from '../../src/shared/clock';
import { asImportRunId, asSku, type Sku } from '../../src/shared/ids';
import { aProduct } from '../support/a-product';
import { anEvent, NOON } from '../support/an-event';

/** Everything that indexing keeps in the database, and the stores whose changes it follows. */
export interface OutboxWorld {
  readonly outbox: Outbox;
  readonly source: IndexSource;
  readonly ledger: IndexLedger;
  readonly events: EventStore;
  /** Writes products with the outbox as a follower, and others after it. */
  storeWith(others: readonly CatalogFollower[]): ProductStore;
  /** Writes products as if there were no outbox. */
  readonly storeWithoutOutbox: ProductStore;
}

/** Versions begin with the moment of the first change. */
const FIRST = Number(NOON);

const later = (ms: number) => asEpochMs(NOON + ms);

/** What every Outbox, IndexSource and IndexLedger promises. The world's clock stands at `NOON`. */
export function describeOutbox(name: string, open: () => Promise<OutboxWorld>): void {
  let world: OutboxWorld;
  let outbox: Outbox;
  let store: ProductStore;
  let runs = 0;

  beforeEach(async () => {
    world = await open();
    ({ outbox } = world);
    store = world.storeWith([]);
  });

  const put = async (title: string, ...skus: readonly string[]) => {
    runs += 1;
    const products = skus.map((sku) => aProduct({ sku, title }));
    await store.upsert(products, asImportRunId(`run-${runs}`));
  };
  const claim = async (by: string, atMs = 0, limit = 100) => {
    const at = later(atMs);
    return outbox.claim({ by, at, until: asEpochMs(at + 1_000), limit });
  };
  const settleAsDone = (by: string, entries: readonly OutboxEntry[]) =>
    outbox.settle(
      by,
      entries.map((entry) => ({ ...entry, outcome: 'DONE' as const })),
    );
  const skusOf = (entries: readonly { sku: Sku }[]) => entries.map(({ sku }) => sku).sort();

  describe(`Outbox: ${name}`, () => {
    it('has nothing to do at first', async () => {
      expect(await claim('one')).toEqual([]);
      expect(await outbox.status(NOON)).toEqual({ waiting: 0, oldestWaitingMs: 0, failed: 0 });
    });

    it('holds an entry for every product that changed', async () => {
      await put('New', 'a', 'ä "1"/中');
      await store.delete([asSku('a')]);

      expect(await claim('one')).toEqual(
        expect.arrayContaining([
          { sku: 'a', version: FIRST + 1, attempts: 0 },
          { sku: 'ä "1"/中', version: FIRST, attempts: 0 },
        ]),
      );
    });

    it('holds nothing for what was rolled back', async () => {
      const failing = world.storeWith([{ apply: () => Promise.reject(new Error('no')) }]);

      await expect(failing.upsert([aProduct({ sku: 'a' })], asImportRunId('r'))).rejects.toThrow();

      expect(await outbox.status(NOON)).toMatchObject({ waiting: 0 });
    });

    it('collapses the changes of one product and goes on counting versions', async () => {
      await put('First', 'a');
      await put('Second', 'a');
      const entries = await claim('one');
      expect(entries).toEqual([{ sku: 'a', version: FIRST + 1, attempts: 0 }]);
      await settleAsDone('one', entries);
      expect(await claim('one')).toEqual([]);

      await store.delete([asSku('a')]);
      await put('Third', 'a');

      expect(await claim('one')).toEqual([{ sku: 'a', version: FIRST + 3, attempts: 0 }]);
    });

    it('never gives an entry to two claimers', async () => {
      const skus = Array.from({ length: 300 }, (_, place) => `sku-${place}`);
      await put('New', ...skus);

      const claims = await Promise.all(
        Array.from({ length: 10 }, (_, place) => claim(`claimer-${place}`, 0, 50)),
      );

      const claimed = claims.flat().map(({ sku }) => sku);
      expect(new Set(claimed).size).toBe(claimed.length);
      const rest = await claim('last', 0, 1_000);
      expect(skusOf([...claims.flat(), ...rest])).toEqual([...skus].sort());
    });

    it('gives the claims of a dead process to others after their time', async () => {
      await put('New', 'a');
      await claim('dead');

      expect(await claim('alive', 999)).toEqual([]);
      expect(await claim('alive', 1_000)).toMatchObject([{ sku: 'a' }]);
    });

    it('leaves a product that changed meanwhile waiting, due at once', async () => {
      await put('First', 'a');
      const entries = await claim('one');
      await put('Second', 'a');

      await settleAsDone('one', entries);

      expect(await claim('two')).toEqual([{ sku: 'a', version: FIRST + 1, attempts: 0 }]);
    });

    it('takes a late word for done, and no other late word', async () => {
      await put('New', 'a', 'b');
      const lapsed = await claim('slow');
      const taken = await claim('quick', 1_000);
      const [a, b] = [...lapsed].sort((left, right) => (left.sku < right.sku ? -1 : 1));
      if (!a || !b) throw new Error('two entries were claimed');

      await outbox.settle('slow', [
        { ...a, outcome: 'DONE' },
        { ...b, outcome: 'FAILED', reason: 'too late' },
      ]);

      expect(await outbox.status(NOON)).toMatchObject({ waiting: 1, failed: 0 });
      await settleAsDone('quick', taken);
      expect(await outbox.status(NOON)).toMatchObject({ waiting: 0, failed: 0 });
    });

    it('waits until an entry is due again and counts its attempts', async () => {
      await put('New', 'a');
      const [entry] = await claim('one');
      if (!entry) throw new Error('one entry was claimed');
      const dueAt = later(5_000);

      await outbox.settle('one', [
        { ...entry, attempts: 1, outcome: 'RETRY', dueAt, reason: 'busy' },
      ]);

      expect(await claim('one', 4_999)).toEqual([]);
      expect(await claim('one', 5_000)).toEqual([{ sku: 'a', version: FIRST, attempts: 1 }]);
    });

    it('keeps what failed, with the reason, until it is replayed or changes', async () => {
      await put('New', 'a', 'b', 'c');
      const entries = await claim('one');
      await outbox.settle(
        'one',
        entries.map((entry) => ({
          ...entry,
          attempts: 3,
          outcome: 'FAILED',
          reason: `bad ${entry.sku}`,
        })),
      );
      expect(await outbox.status(later(9_000))).toEqual({
        waiting: 0,
        oldestWaitingMs: 0,
        failed: 3,
      });
      expect(await outbox.failed(asSku('a'), 1)).toEqual([
        { sku: 'b', version: FIRST, attempts: 3, reason: 'bad b' },
      ]);
      expect(await claim('one', 9_000)).toEqual([]);

      await put('Mended', 'a');
      expect(await claim('one', 9_000)).toEqual([{ sku: 'a', version: FIRST + 1, attempts: 0 }]);
      expect(await outbox.replay([asSku('b'), asSku('ghost')], later(9_000))).toBe(1);
      expect(await claim('one', 9_000)).toEqual([{ sku: 'b', version: FIRST, attempts: 0 }]);
      expect(await outbox.replay(null, later(9_000))).toBe(1);
      expect(await outbox.failed(null, 10)).toEqual([]);
    });

    it('knows which products have been deleted since a version', async () => {
      await put('New', 'changed', 'gone', 'same');
      const entries = await claim('one');
      await put('Changed', 'changed');
      await store.delete([asSku('gone')]);

      expect(await outbox.deletedSince(entries)).toEqual(['gone']);
      expect(await outbox.deletedSince(await claim('two'))).toEqual([]);
      expect(await outbox.deletedSince([])).toEqual([]);
    });

    it('tells how long the oldest change has been waiting, however often the product changed', async () => {
      await outbox.enter([asSku('a'), asSku('b')], NOON);
      await outbox.enter([asSku('a')], later(4_000));

      expect(await outbox.status(later(5_000))).toEqual({
        waiting: 2,
        oldestWaitingMs: 5_000,
        failed: 0,
      });
    });

    it('enters the products whose popularity changed, each once', async () => {
      await world.events.record(
        [
          anEvent('1', { sku: 'a', kind: 'CLICK' }),
          anEvent('2', { sku: 'a', kind: 'PURCHASE', quantity: 1 }),
          anEvent('3', { sku: 'seen', kind: 'IMPRESSION' }),
          anEvent('4', { sku: 'b', kind: 'VIEW' }),
        ],
        NOON,
      );

      expect(await outbox.enterPopularity(3, NOON)).toBe(3);
      expect(skusOf(await claim('one'))).toEqual(['a']);
      expect(await outbox.enterPopularity(3, NOON)).toBe(1);
      expect(skusOf(await claim('one'))).toEqual(['b']);
      expect(await outbox.enterPopularity(3, NOON)).toBe(0);
    });

    it('forgets the deleted products that the index has known of for long, and nothing else', async () => {
      await put('New', 'gone', 'here', 'returned');
      await store.delete(['gone', 'returned'].map(asSku));
      await put('Again', 'returned');
      await settleAsDone('one', await claim('one'));
      await outbox.enter([asSku('waiting')], NOON);
      const knownSince = later(1_000);

      expect(await outbox.forget(knownSince)).toBe(0);
      expect(await outbox.forgottenBefore()).toBe(0);
      expect(await outbox.forget(asEpochMs(knownSince + 1))).toBe(1);
      expect(await outbox.forgottenBefore()).toBe(knownSince + 1);

      expect(await world.source.deletedPage(null, 10)).toMatchObject([{ sku: 'waiting' }]);
      expect(await outbox.forget(later(500))).toBe(0);
      expect(await outbox.forgottenBefore()).toBe(knownSince + 1);
    });

    it('gives a product that was forgotten a version above all that it ever had', async () => {
      await put('New', 'a');
      await store.delete([asSku('a')]);
      await settleAsDone('one', await claim('one'));
      await outbox.forget(later(2_000));

      const moment = later(2_000);
      await outbox.enter([asSku('a')], moment);

      expect(await claim('one', 2_000)).toEqual([{ sku: 'a', version: moment, attempts: 0 }]);
    });

    it('settles and enters nothing without complaint', async () => {
      await outbox.settle('one', []);
      await outbox.enter([], NOON);
      expect(await outbox.replay(null, NOON)).toBe(0);
    });
  });

  describe(`IndexSource: ${name}`, () => {
    it('gives product, version and popularity together', async () => {
      await put('First', 'a', 'b');
      await put('Second', 'a');
      await world.events.record([anEvent('1', { sku: 'a', kind: 'CLICK' })], NOON);

      const found = await world.source.find([asSku('a'), asSku('b'), asSku('ghost')]);

      expect(skusOf([...found.values()])).toEqual(['a', 'b']);
      expect(found.get(asSku('a'))).toMatchObject({
        version: FIRST + 1,
        product: { title: 'Second' },
      });
      expect(found.get(asSku('a'))?.popularity).toBeGreaterThan(0);
      expect(found.get(asSku('b'))).toMatchObject({ version: FIRST, popularity: 0 });
    });

    it('pages by SKU in code point order, deleted products by themselves', async () => {
      await put('New', 'B', 'a', 'é', '中', 'gone', 'lost');
      await store.delete([asSku('lost'), asSku('gone')]);

      const { source } = world;
      const first = await source.page(null, 3);
      const second = await source.page(first.at(-1)?.sku ?? null, 3);

      expect([...first, ...second].map(({ sku }) => sku)).toEqual(['B', 'a', 'é', '中']);
      expect(await source.deletedPage(null, 1)).toEqual([
        { sku: 'gone', version: FIRST + 1, product: null, popularity: 0 },
      ]);
      expect(await source.deletedPage(asSku('gone'), 5)).toMatchObject([{ sku: 'lost' }]);
      expect(await source.count()).toBe(4);
    });

    it('gives version 0 to products from before the outbox', async () => {
      await put('New', 'newer');
      await world.storeWithoutOutbox.upsert([aProduct({ sku: 'older' })], asImportRunId('r'));

      expect(await world.source.page(null, 10)).toMatchObject([
        { sku: 'newer', version: FIRST },
        { sku: 'older', version: 0 },
      ]);
    });
  });

  describe(`IndexLedger: ${name}`, () => {
    const index = 'products-2' as IndexName;
    const other = 'products-3' as IndexName;

    it('knows of no construction and nothing kept at first', async () => {
      expect(await world.ledger.underConstruction()).toBeNull();
      expect(await world.ledger.kept()).toBeNull();
    });

    it('lets one builder at it until its time is over', async () => {
      const { ledger } = world;
      const until = later(1_000);

      expect(await ledger.begin({ index, by: 'one', until }, NOON)).toBe(true);
      expect(await ledger.begin({ index: other, by: 'two', until }, later(999))).toBe(false);
      expect(await ledger.underConstruction()).toBe(index);

      expect(await ledger.renew('one', later(2_000))).toBe(true);
      const takeover = { index: other, by: 'two', until: later(9_000) };
      expect(await ledger.begin(takeover, later(1_500))).toBe(false);
      expect(await ledger.begin(takeover, later(2_000))).toBe(true);

      expect(await ledger.renew('one', later(9_000))).toBe(false);
      await ledger.end('one');
      expect(await ledger.underConstruction()).toBe(other);
      await ledger.end('two');
      expect(await ledger.underConstruction()).toBeNull();
      expect(await ledger.renew('two', later(9_000))).toBe(false);
    });

    it('lets one of many begin', async () => {
      const until = later(1_000);
      const begun = await Promise.all(
        ['one', 'two', 'three', 'four'].map((by) =>
          world.ledger.begin({ index: `for-${by}` as IndexName, by, until }, NOON),
        ),
      );

      expect(begun.filter(Boolean)).toHaveLength(1);
    });

    it('changes over only for the builder whose turn it is, and remembers what is kept', async () => {
      const { ledger } = world;
      await ledger.begin({ index, by: 'one', until: later(1_000) }, NOON);
      const changeOver = jest.fn(async () => other);

      expect(await ledger.finish('two', changeOver, later(500))).toBe(false);
      expect(changeOver).not.toHaveBeenCalled();
      expect(await ledger.keptSince()).toBe(0);
      expect(await ledger.finish('one', changeOver, later(500))).toBe(true);

      expect(await ledger.kept()).toBe(other);
      expect(await ledger.keptSince()).toBe(later(500));
      expect(await ledger.underConstruction()).toBeNull();
    });

    it('tells a builder that asks again, because no answer came, that it has changed over', async () => {
      const { ledger } = world;
      await ledger.begin({ index, by: 'one', until: later(1_000) }, NOON);
      const changeOver = jest.fn(async () => other);
      await ledger.finish('one', changeOver, later(500));

      expect(await ledger.finish('one', changeOver, later(600))).toBe(true);
      expect(await ledger.finish('two', changeOver, later(600))).toBe(false);

      expect(changeOver).toHaveBeenCalledTimes(1);
      expect(await ledger.keptSince()).toBe(later(500));
    });

    it('stays under construction when changing over fails', async () => {
      const { ledger } = world;
      await ledger.begin({ index, by: 'one', until: later(1_000) }, NOON);

      const failing = ledger.finish('one', () => Promise.reject(new Error('no answer')), NOON);

      await expect(failing).rejects.toThrow('no answer');
      expect(await ledger.underConstruction()).toBe(index);
      expect(await ledger.kept()).toBeNull();
    });
  });
}
