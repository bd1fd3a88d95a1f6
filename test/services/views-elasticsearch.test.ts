import { EQUAL_WEIGHTS } from '../contracts/keyword-world.types';
import { describeElasticsearch } from '../support/elasticsearch';
import { elasticsearchKeywordWorlds } from '../support/elasticsearch-keyword-world';
import { aQuery, aRequest, skusOf } from '../support/keyword-requests';
import { plain, titled } from '../support/plain-product';

const SHARED_MS = 1000;

describeElasticsearch('views of the catalogue on Elasticsearch', () => {
  const openWorld = elasticsearchKeywordWorlds();
  const lamps = aRequest({ query: aQuery('lamp') });
  let now = 0;

  const openSharingWorld = () =>
    openWorld(EQUAL_WEIGHTS, { viewSharedMs: SHARED_MS, stopwatch: () => now });

  it('are shared by all searches that begin within the time, hits and counts alike', async () => {
    const world = await openSharingWorld();
    const { engine } = world;
    await world.put(titled('lamp'));
    const first = await engine.search(lamps);
    await world.put([plain({ sku: 'late', title: 'lamp' })]);
    now += SHARED_MS - 1;
    const second = await engine.search(lamps);
    expect(second.view).toBe(first.view);
    expect((await engine.search({ ...lamps, limit: 0 })).total.count).toBe(1);
  });

  it('are never older than twice the time, however long nobody has searched', async () => {
    const world = await openSharingWorld();
    const { engine } = world;
    await world.put(titled('lamp'));
    await engine.search(lamps);
    await world.put([plain({ sku: 'late', title: 'lamp' })]);
    now += 2 * SHARED_MS;
    expect(skusOf(await engine.search(lamps))).toEqual(['late', 'p1']);
  });

  it('are opened once for all that wait, and kept for pages of an older one', async () => {
    const world = await openSharingWorld();
    const { engine } = world;
    await world.put(titled('lamp', 'lamp'));
    const answers = await Promise.all([lamps, lamps, lamps].map((one) => engine.search(one)));
    const [view = null, ...others] = new Set(answers.map((answer) => answer.view));
    expect(others).toEqual([]);
    await world.put(titled('chair', 'chair'));
    now += 2 * SHARED_MS;
    expect(skusOf(await engine.search(lamps))).toEqual([]);
    expect(skusOf(await engine.search({ ...lamps, view }))).toEqual(['p1', 'p2']);
  });

  it('that are lost are replaced before anybody has seen them, and refused to whoever has', async () => {
    const world = await openSharingWorld();
    const { engine } = world;
    await world.put(titled('lamp'));
    const { view } = await engine.search(lamps);
    await world.closeView(view);
    await expect(engine.search({ ...lamps, view })).rejects.toMatchObject({ code: 'VIEW_GONE' });
    const again = await engine.search(lamps);
    expect(skusOf(again)).toEqual(['p1']);
    expect(again.view).not.toBe(view);
  });

  it('show the index that has gone live, at once when the old one was dropped, and otherwise in time', async () => {
    const world = await openSharingWorld();
    const { engine, index, name, connection } = world;
    await world.put(titled('lamp'));
    const { view } = await engine.search(lamps);
    const next = await index.create();
    const product = plain({ sku: 'next', title: 'lamp' });
    await index.write(next, [{ sku: product.sku, version: 1, product, popularity: 0 }]);
    await index.countVisible(next);
    await index.makeLive(next);
    expect(skusOf(await engine.search({ ...lamps, view }))).toEqual(['p1']);
    now += 2 * SHARED_MS;
    expect(skusOf(await engine.search(lamps))).toEqual(['next']);
    await index.makeLive(name);
    await connection.ask((client) => client.indices.delete({ index: next }));
    expect(skusOf(await engine.search(lamps))).toEqual(['p1']);
  });
});
