import { tmpdir } from 'node:os';
import { Redis } from 'ioredis';
import { runCli } from '../support/cli';
import { startPostgres, type PostgresServer } from '../support/postgres';
import {
  describeElasticsearch,
  elasticsearchUrl,
  ELASTICSEARCH_START_MS,
} from '../support/elasticsearch';
import { eventually } from '../support/eventually';
import { describeRedis, startRedis, type RedisServer } from '../support/redis';
import { runGateway, type RunningGateway } from '../support/running-gateway';

/** Two gateways and how they were set. */
interface Two {
  readonly one: RunningGateway;
  readonly other: RunningGateway;
  readonly settings: Readonly<Record<string, string>>;
}

const IMPORT = `mutation ($input: ImportProductsInput!) {
  importProducts(input: $input) { __typename }
}`;

describeRedis('several gateways on one Redis', () => {
  let redis: RedisServer | undefined;
  const running: RunningGateway[] = [];

  beforeAll(async () => {
    redis = await startRedis({ own: true });
  });
  afterEach(async () => {
    await Promise.all(running.splice(0).map((gateway) => gateway.close()));
  });
  afterAll(async () => {
    await redis?.stop();
  });

  const start = async (settings: Readonly<Record<string, string>>): Promise<RunningGateway> => {
    const gateway = await runGateway({ REDIS_URL: redis?.url ?? '', ...settings });
    running.push(gateway);
    return gateway;
  };
  const remaining = async (gateway: RunningGateway, key: string): Promise<number> => {
    const { headers } = await gateway.ask('{ __typename }', {}, { 'x-forwarded-for': key });
    return Number(/;r=(\d+)/.exec(headers.get('ratelimit') ?? '')?.[1]);
  };

  it('let a client through as often as the limit says, whichever of them it asks', async () => {
    const settings = { TROVE_RATE_LIMIT: '4', TROVE_TRUST_PROXY: 'on', TROVE_REDIS_PREFIX: 'one' };
    const [one, other] = [await start(settings), await start(settings)];
    let clients = 0;
    const together = async () => {
      const client = `203.0.113.${String((clients += 1))}`;
      await remaining(one, client);
      return (await remaining(other, client)) === 2;
    };
    await eventually(together);
    const client = '198.51.100.1';
    const asked = [one, other, other, one, other, one];
    const answers: number[] = [];
    for (const gateway of asked) {
      const { status } = await gateway.ask('{ __typename }', {}, { 'x-forwarded-for': client });
      answers.push(status);
    }
    expect(answers).toEqual([200, 200, 200, 200, 429, 429]);
    await redis?.kill();
    const alone = '198.51.100.2';
    expect(await remaining(one, alone)).toBe(3);
    expect(await remaining(other, alone)).toBe(3);
    await redis?.start();
    await eventually(together);
  });

  it('keep all that they have there under the name of their shop', async () => {
    const client = new Redis(redis?.url ?? '');
    await client.flushall();
    const shop = await start({ TROVE_RATE_LIMIT: '4', TROVE_REDIS_PREFIX: 'lamp-shop' });
    await shop.trove.jobs.enqueue('housekeeping', {});
    let keys: readonly string[] = [];
    await eventually(async () => {
      await shop.ask('{ __typename }');
      keys = await client.keys('*');
      return keys.some((key) => key.startsWith('lamp-shop:limits:'));
    });
    client.disconnect();
    expect(keys.some((key) => key.includes('housekeeping'))).toBe(true);
    expect(keys.filter((key) => !key.startsWith('lamp-shop:'))).toEqual([]);
  });
});

describeRedis('a Redis whose password is wrong', () => {
  it('shows nobody the password: not the log, not the health, not a client', async () => {
    const redis = await startRedis({ own: true });
    const secret = 'open-sesame-2';
    const url = new URL(redis.url);
    url.username = 'shop';
    url.password = secret;
    const gateway = await runGateway({
      REDIS_URL: url.href,
      TROVE_RATE_LIMIT: '5',
      LOG_LEVEL: 'trace',
    });
    const answers = [
      await gateway.ask('{ __typename }').then(({ text }) => text),
      await gateway
        .ask(IMPORT, { input: { products: [{ sku: 'L1', title: 'Lamp' }] } })
        .then(({ text }) => text),
    ];
    const health = await fetch(`${gateway.address}/health/ready`).then((answer) => answer.text());
    expect(health).toContain('failing');
    await expect(gateway.trove.jobs.enqueue('housekeeping', {})).rejects.toMatchObject({
      code: 'QUEUE_UNAVAILABLE',
      message: expect.not.stringContaining(secret) as string,
    });
    await gateway.close();
    await redis.stop();
    expect(gateway.log.length).toBeGreaterThan(0);
    expect(JSON.stringify([answers, health, gateway.log])).not.toContain(secret);
  });
});

describeElasticsearch('several gateways on one search index', () => {
  let postgres: PostgresServer | undefined;
  let redis: RedisServer | undefined;
  const running: RunningGateway[] = [];

  beforeAll(async () => {
    redis = await startRedis({ own: true });
    postgres = await startPostgres();
    await elasticsearchUrl();
  }, ELASTICSEARCH_START_MS);
  afterEach(async () => {
    await Promise.all(running.splice(0).map((gateway) => gateway.close()));
  });
  afterAll(async () => {
    await postgres?.stop();
    await redis?.stop();
  });

  const brandsOf = (gateway: RunningGateway) =>
    gateway.trove.keywordEngine
      .completeFieldValues({ words: [], prefix: 'lum', limit: 5 })
      .then((found) => found.map(({ value }) => value));

  /** They remember the names of brands for a minute: longer than the test waits. */
  async function startTwo(): Promise<Two> {
    const settings = {
      DATABASE_URL: (await postgres?.createDatabase()) ?? '',
      ELASTICSEARCH_URL: await elasticsearchUrl(),
      REDIS_URL: redis?.url ?? '',
      TROVE_SEARCH_INDEX: `test-${String(Date.now())}`,
    };
    const [one, other] = [await runGateway(settings), await runGateway(settings)];
    running.push(one, other);
    return { one, other, settings };
  }

  async function put(gateway: RunningGateway, sku: string, brand: string): Promise<void> {
    const products = [{ sku, title: 'Lamp', brand }];
    const { errors } = await gateway.ask(IMPORT, { input: { products } });
    expect(errors).toEqual([]);
  }

  it('forget what they remember of the old one as soon as the command line puts another live', async () => {
    const { one, other, settings } = await startTwo();
    const rebuild = () => runCli(['index', 'rebuild'], { dataDir: tmpdir(), env: settings });
    await put(one, 'L1', 'Lumina');
    expect(await rebuild()).toMatchObject({ exitCode: 0 });
    for (const gateway of [one, other]) {
      await eventually(async () => (await brandsOf(gateway)).includes('Lumina'));
    }
    await put(one, 'L2', 'Lumos');
    expect(await rebuild()).toMatchObject({ exitCode: 0 });
    for (const gateway of [one, other]) {
      await eventually(async () => (await brandsOf(gateway)).includes('Lumos'));
    }
  });

  it('look again when Redis is back, as they may have missed it', async () => {
    const { one, other } = await startTwo();
    await put(one, 'L1', 'Lumina');
    await one.trove.indexing?.rebuilder.rebuild();
    await eventually(async () => (await brandsOf(other)).includes('Lumina'));
    await redis?.kill();
    await put(one, 'L2', 'Lumos');
    await one.trove.indexing?.rebuilder.rebuild();
    expect(await brandsOf(other)).toEqual(['Lumina']);
    await redis?.start();
    await eventually(async () => (await brandsOf(other)).includes('Lumos'));
  });
});
