import { ElasticsearchConnection } from '../../src/adapters/keyword-elasticsearch/elasticsearch-connection';
import { ElasticsearchKeywordEngine } from '../../src/adapters/keyword-elasticsearch/elasticsearch-keyword-engine';
import { JiebaSegmenter } from '../../src/adapters/segmenter-jieba/jieba-segmenter';
import { Analyzer } from '../../src/search/analysis/analyzer';
import type { CatalogueView, KeywordEngine } from '../../src/search/keyword-engine.port';
import { fallingBack } from '../../src/server/falling-back';
import { Deadline, systemStopwatch } from '../../src/shared/deadline';
import { silentLogger } from '../../src/shared/logger';
import { until } from '../contracts/job-queue.contract';
import { EQUAL_WEIGHTS } from '../contracts/keyword-world.types';
import { aProduct } from '../support/a-product';
import { describeElasticsearch, elasticsearchUrl } from '../support/elasticsearch';
import { elasticsearchShops } from '../support/elasticsearch-keyword-world';
import { aRequest, skusOf } from '../support/keyword-requests';
import { sqliteKeywordWorlds } from '../support/sqlite-keyword-world';
import { UnrulyProxy } from '../support/unruly-proxy';

const FAILURES_TO_OPEN = 3;
const REST_MS = 500;
const ENGINE_TIMEOUT_MS = 600;

/** The same product has another SKU in each, so that an answer tells where it comes from. */
const IN_ENGINE = 'engine';
const IN_SPARE = 'spare';

describeElasticsearch('falling back', () => {
  const openShop = elasticsearchShops();
  const openSpare = sqliteKeywordWorlds();
  const analyzer = new Analyzer(new JiebaSegmenter());
  let proxy: UnrulyProxy;
  let connection: ElasticsearchConnection;
  let elasticsearch: KeywordEngine;
  let spare: KeywordEngine;

  beforeEach(async () => {
    const { alias, index } = openShop();
    const name = await index.create();
    await index.makeLive(name);
    const product = aProduct({ sku: IN_ENGINE });
    await index.write(name, [{ sku: product.sku, version: 1, product, popularity: 0 }]);
    await index.countVisible(name);
    const world = await openSpare(EQUAL_WEIGHTS);
    await world.put([aProduct({ sku: IN_SPARE })]);
    spare = world.engine;
    proxy = await UnrulyProxy.before(await elasticsearchUrl());
    connection = new ElasticsearchConnection({ url: proxy.url, requestTimeoutMs: ENGINE_TIMEOUT_MS, maxRetries: 0 }); // prettier-ignore
    elasticsearch = new ElasticsearchKeywordEngine({ connection, alias, analyzer, weights: EQUAL_WEIGHTS }); // prettier-ignore
  });
  afterEach(async () => {
    await connection.close();
    await proxy.close();
  });

  const open = (standIn: KeywordEngine | null): KeywordEngine =>
    fallingBack(elasticsearch, standIn, silentLogger, {
      failuresToOpen: FAILURES_TO_OPEN,
      restMs: REST_MS,
    });
  const from = async (engine: KeywordEngine, deadline?: Deadline): Promise<string | undefined> => {
    const answer = await engine.search(aRequest(), deadline);
    expect(answer.fromSpare).toBe(skusOf(answer)[0] === IN_SPARE);
    return skusOf(answer)[0];
  };
  const inTime = (milliseconds: number): Deadline => Deadline.after(milliseconds, systemStopwatch);

  it('asks the engine, and the spare only while the engine is gone', async () => {
    const engine = open(spare);
    expect(await from(engine)).toBe(IN_ENGINE);

    proxy.refuse();
    expect(await from(engine)).toBe(IN_SPARE);

    proxy.pass();
    expect(await from(engine)).toBe(IN_ENGINE);
  });

  it('leaves an engine alone that failed again and again, and finds out by itself that it is back', async () => {
    const engine = open(spare);
    proxy.refuse();
    for (let times = 0; times < FAILURES_TO_OPEN; times += 1) await from(engine);
    const { connections } = proxy;

    for (let times = 0; times < 10; times += 1) expect(await from(engine)).toBe(IN_SPARE);
    expect(proxy.connections).toBe(connections);

    proxy.pass();
    let last: string | undefined;
    await until(() => {
      void from(engine).then((source) => (last = source));
      return last === IN_ENGINE;
    });
  });

  it('is not deceived by what an engine that is gone still knows by heart', async () => {
    const engine = open(null);
    const askByHeart = async () => {
      await engine.wordFrequencies(['product']);
      await engine.similarWords('unheard', 1);
    };
    await askByHeart();
    proxy.refuse();
    for (let times = 0; times < FAILURES_TO_OPEN; times += 1) {
      await askByHeart();
      await expect(from(engine)).rejects.toMatchObject({ code: 'SEARCH_UNAVAILABLE' });
    }
    const { connections } = proxy;

    await expect(from(engine)).rejects.toMatchObject({ code: 'SEARCH_UNAVAILABLE' });
    expect(proxy.connections).toBe(connections);
  });

  it('says SEARCH_UNAVAILABLE without a spare, and does not knock each time', async () => {
    const engine = open(null);
    proxy.refuse();
    for (let times = 0; times < FAILURES_TO_OPEN; times += 1)
      await expect(from(engine)).rejects.toMatchObject({ code: 'SEARCH_UNAVAILABLE' });
    const { connections } = proxy;

    await expect(from(engine)).rejects.toMatchObject({ code: 'SEARCH_UNAVAILABLE' });
    expect(proxy.connections).toBe(connections);
  });

  it('answers from the spare before the deadline while the engine hangs, and asks the engine once for a request', async () => {
    const engine = open(spare);
    await from(engine);
    proxy.stall();
    const deadline = inTime(4 * ENGINE_TIMEOUT_MS);

    await engine.wordFrequencies(['lamp'], deadline);
    const { connections } = proxy;
    await engine.attributeKeys(deadline);
    await engine.similarWords('lamp', 1, deadline);
    expect(await from(engine, deadline)).toBe(IN_SPARE);

    expect(deadline.remainingMs()).toBeGreaterThan(0);
    expect(proxy.connections).toBe(connections);
  });

  it('goes on with connections that were cut', async () => {
    const engine = open(null);
    await from(engine);

    proxy.cut();

    expect(await from(engine).catch(() => from(engine))).toBe(IN_ENGINE);
  });

  it('hands on what is wrong with a request, and does not hold it against the engine', async () => {
    const engine = open(spare);
    for (let times = 0; times < 2 * FAILURES_TO_OPEN; times += 1)
      await expect(engine.search(aRequest({ after: ['nowhere'] }))).rejects.toMatchObject({
        code: 'CURSOR_MISMATCH',
      });

    expect(await from(engine)).toBe(IN_ENGINE);
  });

  it('hands on that no time is left, and does not hold it against the engine', async () => {
    const engine = open(spare);
    for (let times = 0; times < 2 * FAILURES_TO_OPEN; times += 1)
      await expect(from(engine, inTime(0))).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' });

    expect(await from(engine)).toBe(IN_ENGINE);
  });

  it('says VIEW_GONE for the spare, which keeps no view of the engine', async () => {
    const engine = open(spare);
    proxy.refuse();
    const view = 'of the engine' as CatalogueView;

    await expect(engine.search(aRequest({ view }))).rejects.toMatchObject({ code: 'VIEW_GONE' });
    expect(await from(engine)).toBe(IN_SPARE);
  });
});
