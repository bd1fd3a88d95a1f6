import { randomUUID } from 'node:crypto';
import { PostgresProcess } from '../../fleet/postgres-server';
import type { Environment } from '../../src/config/read-config';
import { workOnJobs } from '../../src/server/open-jobs';
import {
  describeElasticsearch,
  elasticsearchUrl,
  ELASTICSEARCH_START_MS,
} from '../support/elasticsearch';
import { eventually } from '../support/eventually';
import { describePostgres } from '../support/postgres';
import { describeRedis, startRedis, type RedisServer } from '../support/redis';
import { field, runGateway, type Answer, type RunningGateway } from '../support/running-gateway';
import { UnrulyProxy } from '../support/unruly-proxy';

const SEARCH = `query ($text: String!) {
  search(input: { text: $text }, first: 5) { total { count } degraded edges { node { product { sku } } } }
}`;
const SUGGEST = '{ suggest(input: { text: "lant" }) { degraded products { sku } } }';
const LOOK_UP = '{ product(input: { sku: "L1" }) { title } }';
const IMPORT = `mutation ($input: ImportProductsInput!) {
  importProducts(input: $input) { __typename }
}`;
const RECORD = `mutation ($input: RecordEventsInput!) {
  recordEvents(input: $input) { recorded duplicates }
}`;

const LATER = { retryable: true };

/** One gateway, which also does the jobs, on an Elasticsearch that others can still reach when this one cannot. */
async function open(environment: Environment): Promise<{
  readonly gateway: RunningGateway;
  readonly elasticsearch: UnrulyProxy;
}> {
  const elasticsearch = await UnrulyProxy.before(await elasticsearchUrl());
  const gateway = await runGateway({
    ELASTICSEARCH_URL: elasticsearch.url,
    TROVE_SEARCH_INDEX: `test-${randomUUID()}`,
    TROVE_SEARCH_DEADLINE_MS: '500',
    TROVE_DRAIN_TIMEOUT_MS: '1000',
    ...environment,
  });
  await workOnJobs(gateway.trove);
  return { gateway, elasticsearch };
}

const importOne = (gateway: RunningGateway, sku: string, title: string): Promise<Answer> =>
  gateway.ask(IMPORT, { input: { products: [{ sku, title }] } });
const search = (gateway: RunningGateway, text: string): Promise<Answer> =>
  gateway.ask(SEARCH, { text });
const skuOf = (answer: Answer): unknown => field(answer, 'search.edges.0.node.product.sku');
const degradedOf = (answer: Answer): unknown => field(answer, 'search.degraded');
const errorOf = (answer: Answer): unknown => answer.errors[0]?.extensions;

/** Waits until the search finds the product with all parts at work. */
const untilFound = (gateway: RunningGateway, text: string, sku: string): Promise<void> =>
  eventually(async () => {
    const answer = await search(gateway, text);
    return skuOf(answer) === sku && JSON.stringify(degradedOf(answer)) === '[]';
  });

describeElasticsearch('while Elasticsearch fails', () => {
  describe('and an embedded index stands in', () => {
    let gateway: RunningGateway;
    let elasticsearch: UnrulyProxy;

    beforeAll(async () => {
      ({ gateway, elasticsearch } = await open({}));
      await importOne(gateway, 'L1', 'Brass lantern');
      await untilFound(gateway, 'lantern', 'L1');
    }, ELASTICSEARCH_START_MS);
    afterEach(async () => {
      elasticsearch.pass();
      await untilFound(gateway, 'lantern', 'L1');
    });
    afterAll(async () => {
      await gateway.close();
      await elasticsearch.close();
    });

    it.each(['refuse', 'stall'] as const)(
      'searches go on when it does %s, say what they do without, and recover',
      async (failure) => {
        elasticsearch[failure]();
        for (let times = 0; times < 8; times += 1) {
          const answer = await search(gateway, 'lantern');
          expect(answer.errors).toEqual([]);
          expect({ sku: skuOf(answer), degraded: degradedOf(answer) }).toEqual({ sku: 'L1', degraded: ['KEYWORD_ENGINE'] }); // prettier-ignore
        }
      },
    );

    it.each(['RELEVANCE', 'PRICE_ASC', 'NEWEST', 'POPULARITY'])(
      'a list in the order %s that was begun with it goes on without it',
      async (sort) => {
        for (const sku of ['C1', 'C2']) await importOne(gateway, sku, `Silver candlestick ${sku}`);
        const page = (after: string | null) =>
          gateway.ask(
            `query ($after: String) { search(input: { text: "candlestick", sort: ${sort} }, first: 1, after: $after) {
              degraded total { count } edges { cursor node { product { sku } } } } }`,
            { after },
          );
        let first = await page(null);
        await eventually(async () => {
          first = await page(null);
          return (
            field(first, 'search.total.count') === 2 && JSON.stringify(degradedOf(first)) === '[]'
          );
        });
        elasticsearch.refuse();

        const second = await page(String(field(first, 'search.edges.0.cursor')));

        expect(second.errors).toEqual([]);
        expect(degradedOf(second)).toEqual(['KEYWORD_ENGINE']);
        expect([skuOf(first), skuOf(second)].sort()).toEqual(['C1', 'C2']);
      },
    );

    it('writes go on, are found at once, and reach it afterwards', async () => {
      elasticsearch.refuse();
      expect((await importOne(gateway, 'T1', 'Copper teapot')).errors).toEqual([]);
      expect(skuOf(await search(gateway, 'teapot'))).toBe('T1');

      elasticsearch.pass();
      await untilFound(gateway, 'teapot', 'T1');
    });
  });
});

describePostgres('on PostgreSQL', () => {
  describeElasticsearch('and Elasticsearch', () => {
    let postgres: PostgresProcess;
    let gateway: RunningGateway;
    let elasticsearch: UnrulyProxy;

    beforeAll(async () => {
      postgres = await PostgresProcess.open();
      ({ gateway, elasticsearch } = await open({ DATABASE_URL: postgres.url }));
      await importOne(gateway, 'L1', 'Brass lantern');
      await untilFound(gateway, 'lantern', 'L1');
    }, ELASTICSEARCH_START_MS);
    afterEach(() => {
      elasticsearch.pass();
    });
    afterAll(async () => {
      await gateway.close();
      await elasticsearch.close();
      await postgres.stop();
    });

    it('searches are refused at once while Elasticsearch is gone, writes go on, and both meet when it is back', async () => {
      elasticsearch.refuse();
      for (let times = 0; times < 5; times += 1) await search(gateway, 'lantern');
      const [refusal] = (await search(gateway, 'lantern')).errors;
      expect(refusal?.extensions).toMatchObject({ code: 'SEARCH_UNAVAILABLE', ...LATER });
      // That nobody asked Elasticsearch any more is what the sentence tells.
      expect(refusal?.message).toBe(
        'The search engine does not answer. Try again in a few seconds.',
      );
      expect((await importOne(gateway, 'T1', 'Copper teapot')).errors).toEqual([]);
      expect(field(await gateway.ask(LOOK_UP), 'product.title')).toBe('Brass lantern');

      elasticsearch.pass();
      await untilFound(gateway, 'teapot', 'T1');
    });

    it('searches and suggestions go on while PostgreSQL is dead, what needs it is refused for now, and nothing is lost', async () => {
      const events = [{ eventId: 'e-1', kind: 'CLICK', sku: 'L1', sessionId: 's-1' }];
      const record = () => gateway.ask(RECORD, { input: { events } });
      await postgres.kill();

      const refused = { code: 'STORAGE_UNAVAILABLE', ...LATER };
      expect(errorOf(await record())).toMatchObject(refused);
      expect(errorOf(await importOne(gateway, 'K1', 'Iron kettle'))).toMatchObject(refused);
      expect(errorOf(await gateway.ask(LOOK_UP))).toMatchObject(refused);
      const found = await search(gateway, 'lantern');
      expect(found.errors).toEqual([]);
      expect(skuOf(found)).toBe('L1');
      const suggested = await gateway.ask(SUGGEST);
      expect(suggested.errors).toEqual([]);
      expect(field(suggested, 'suggest')).toEqual({ degraded: ['RANKING_LOG'], products: [{ sku: 'L1' }] }); // prettier-ignore

      await postgres.start();
      await eventually(async () => (await gateway.ask(LOOK_UP)).errors.length === 0);
      // Refused is refused: nothing of it was kept.
      expect(field(await record(), 'recordEvents')).toEqual({ recorded: 1, duplicates: 0 });
      expect(field(await record(), 'recordEvents')).toEqual({ recorded: 0, duplicates: 1 });
      expect((await importOne(gateway, 'K1', 'Iron kettle')).errors).toEqual([]);
      await untilFound(gateway, 'kettle', 'K1');
      expect(field(await gateway.ask(SUGGEST), 'suggest.degraded')).toEqual([]);
    });
  });
});

describePostgres('while PostgreSQL hangs', () => {
  describeElasticsearch('beside Elasticsearch', () => {
    let postgres: PostgresProcess;
    let database: UnrulyProxy;
    let gateway: RunningGateway;
    let elasticsearch: UnrulyProxy;

    beforeAll(async () => {
      postgres = await PostgresProcess.open();
      database = await UnrulyProxy.before(postgres.url);
      const settings = { DATABASE_URL: database.url, TROVE_REQUEST_DEADLINE_MS: '2000' };
      ({ gateway, elasticsearch } = await open(settings));
      await importOne(gateway, 'L1', 'Brass lantern');
      await untilFound(gateway, 'lantern', 'L1');
    }, ELASTICSEARCH_START_MS);
    afterAll(async () => {
      database.pass();
      await gateway.close();
      await elasticsearch.close();
      await database.close();
      await postgres.stop();
    });

    it('nobody waits beyond the deadline, searches and suggestions go on, and an event sent again is there once', async () => {
      const events = [{ eventId: 'e-1', kind: 'CLICK', sku: 'L1', sessionId: 's-1' }];
      const record = () => gateway.ask(RECORD, { input: { events } });
      database.stall();

      const late = await record();
      expect(late.status).toBe(504);
      expect(errorOf(late)).toEqual({ code: 'DEADLINE_EXCEEDED', ...LATER });
      expect(skuOf(await search(gateway, 'lantern'))).toBe('L1');
      const suggested = await gateway.ask(SUGGEST);
      expect(field(suggested, 'suggest')).toEqual({ degraded: ['RANKING_LOG'], products: [{ sku: 'L1' }] }); // prettier-ignore

      database.pass();
      await eventually(async () => (await record()).errors.length === 0);
      expect(field(await record(), 'recordEvents')).toEqual({ recorded: 0, duplicates: 1 });
    });
  });
});

describeRedis('while Redis is dead', () => {
  describeElasticsearch('beside Elasticsearch', () => {
    let redis: RedisServer;
    let gateway: RunningGateway;
    let elasticsearch: UnrulyProxy;

    beforeAll(async () => {
      redis = await startRedis({ own: true });
      ({ gateway, elasticsearch } = await open({ REDIS_URL: redis.url }));
      await importOne(gateway, 'L1', 'Brass lantern');
      await untilFound(gateway, 'lantern', 'L1');
    }, ELASTICSEARCH_START_MS);
    afterAll(async () => {
      await gateway.close();
      await elasticsearch.close();
      await redis.stop();
    });

    it('searches and writes go on, and the index catches up when it is back', async () => {
      await redis.kill();
      expect((await importOne(gateway, 'T1', 'Copper teapot')).errors).toEqual([]);
      expect(skuOf(await search(gateway, 'lantern'))).toBe('L1');

      await redis.start();
      await untilFound(gateway, 'teapot', 'T1');
    });
  });
});
