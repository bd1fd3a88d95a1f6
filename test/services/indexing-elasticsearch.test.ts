import { setTimeout as sleep } from 'node:timers/promises';
import { IndexRebuilder } from '../../src/indexing/index-rebuilder';
import { Indexer } from '../../src/indexing/indexer';
import { asImportRunId, asSku } from '../../src/shared/ids';
import { systemClock } from '../../src/shared/clock';
import { silentLogger } from '../../src/shared/logger';
import { SeededRandom } from '../../src/shared/seeded-random';
import { aProduct } from '../support/a-product';
import { anEvent } from '../support/an-event';
import { freshSqlite } from '../support/databases';
import { describeElasticsearch } from '../support/elasticsearch';
import { elasticsearchShops } from '../support/elasticsearch-keyword-world';
import { outboxWorldOn } from '../support/outbox-world';

const SKUS = Array.from({ length: 60 }, (_, place) => `sku-${place}`);
const DEEDS = 150;

/** The story of the law test once more, with nothing in the place of the engine. */
describeElasticsearch('indexing on Elasticsearch', () => {
  const databases = freshSqlite();
  const openShop = elasticsearchShops();

  it('ends with index and catalogue in agreement after writes, rebuilds and a way back', async () => {
    const { index: searchIndex, connection, alias } = openShop();
    const world = outboxWorldOn(await databases.open(), systemClock);
    const store = world.storeWith([]);
    const random = new SeededRandom(1);
    const common = { ...world, searchIndex, clock: systemClock, random: () => random.next() };
    const indexers = ['one', 'two'].map(
      (name) =>
        new Indexer(
          { ...common, logger: silentLogger, name },
          { batchSize: 20, popularityEveryMs: 50 },
        ),
    );
    const [indexer] = indexers;
    if (!indexer) throw new Error('There are two indexers.');
    let ids = 0;
    const rebuilder = new IndexRebuilder(
      { ...common, indexer, newId: () => `builder-${(ids += 1)}`, pause: sleep },
      { pageSize: 10 },
    );
    let isOver = false;

    const put = async (skus: readonly string[], title: string) =>
      store.upsert(
        skus.map((sku) => aProduct({ sku, title })),
        asImportRunId(title),
      );
    const shop = async () => {
      for (let deed = 0; deed < DEEDS; deed += 1) {
        const sku = random.pick(SKUS);
        const dice = random.next();
        if (dice < 0.2) await store.delete([asSku(sku)]);
        else if (dice < 0.4)
          await world.events.record([anEvent(`e${deed}`, { sku, kind: 'CLICK' })], systemClock());
        else await put([sku, random.pick(SKUS.filter((other) => other !== sku))], `Title ${deed}`);
        await sleep(5);
      }
    };
    const keepIndexing = async (one: Indexer) => {
      while (!isOver) {
        await one.drain();
        await sleep(10);
      }
    };
    const agreement = async () => {
      for (const one of indexers) await one.drain();
      const live = await searchIndex.live();
      if (live === null) throw new Error('There is no live index.');
      await searchIndex.countVisible(live);
      const { hits } = await connection.ask((client) =>
        client.search<{ product: { sku: string; title: string }; popularity: number }>({
          index: alias,
          size: 1_000,
        }),
      );
      const found = hits.hits.map(({ _source }) => _source);
      const indexed = found
        .map((it) => [it?.product.sku, it?.product.title, it?.popularity])
        .sort();
      const stored = (await world.source.page(null, 1_000)).map(({ sku, product, popularity }) => [
        sku,
        product?.title,
        popularity,
      ]);
      expect(stored.length).toBeGreaterThan(SKUS.length / 3);
      expect(indexed).toEqual(stored.sort());
      expect(await world.outbox.status(systemClock())).toMatchObject({ waiting: 0, failed: 0 });
    };

    await put(SKUS, 'First');
    await rebuilder.rebuild();
    const indexing = Promise.all(indexers.map(keepIndexing));
    const [, change] = await Promise.all([shop(), rebuilder.rebuild()]);
    isOver = true;
    await indexing;
    await sleep(60);
    await agreement();

    await put(SKUS.slice(0, 5), 'After the rebuild');
    await store.delete(SKUS.slice(5, 8).map(asSku));
    const back = await rebuilder.rollBack();
    expect(back.live).toBe(change.kept);
    await agreement();
  });
});
