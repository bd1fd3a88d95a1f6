import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { freePort } from '../../fleet/free-port';
import { runCli, startCli } from '../support/cli';
import {
  describeElasticsearch,
  elasticsearchUrl,
  ELASTICSEARCH_START_MS,
} from '../support/elasticsearch';
import { eventually } from '../support/eventually';
import { describeRedis, startRedis, type RedisServer } from '../support/redis';
import { field, runGateway } from '../support/running-gateway';
import { temporaryFolder } from '../support/temporary-folder';

const PASSWORD = 'open-sesame-4711';

/** A `trove worker` of its own process, and everything it said. */
class RunningWorker {
  private said = '';

  constructor(private readonly child: ChildProcess) {
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => (this.said += chunk.toString()));
  }

  async untilSaid(text: string): Promise<void> {
    await eventually(() => this.said.includes(text) || this.child.exitCode !== null);
    expect(this.said).toContain(text);
  }

  async stop(): Promise<{ readonly exitCode: number | null; readonly said: string }> {
    const ended = once(this.child, 'close');
    this.child.kill('SIGTERM');
    await ended;
    return { exitCode: this.child.exitCode, said: this.said };
  }
}

describeRedis('trove worker', () => {
  const folder = temporaryFolder();
  const children: ChildProcess[] = [];
  let redis: RedisServer;

  beforeAll(async () => {
    redis = await startRedis({ own: true });
  });
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
  });
  afterAll(() => redis.stop());

  /** Jobs of one test are nothing to the others. */
  const onRedis = () => ({ REDIS_URL: redis.url, TROVE_REDIS_PREFIX: `test-${randomUUID()}` });
  const start = (env: Readonly<Record<string, string>>): RunningWorker => {
    const child = startCli(['worker'], { dataDir: folder.path('.'), env });
    children.push(child);
    return new RunningWorker(child);
  };

  describeElasticsearch('beside a gateway', () => {
    it(
      'indexes what the gateway takes in, and ends in good order when told to',
      async () => {
        const services = {
          ELASTICSEARCH_URL: await elasticsearchUrl(),
          TROVE_SEARCH_INDEX: `test-${randomUUID()}`,
          ...onRedis(),
        };
        const gateway = await runGateway({ ...services, TROVE_DATA_DIR: folder.path('.') });
        const imported = await gateway.ask(
          'mutation { importProducts(input: { products: [{ sku: "L1", title: "Brass lantern" }] }) { __typename } }',
        );
        expect(imported.errors).toEqual([]);
        const search = () =>
          gateway.ask('{ search(input: { text: "lantern" }) { degraded total { count } } }');
        // The gateway leaves the index alone.
        expect(field(await search(), 'search.degraded')).toEqual(['KEYWORD_ENGINE']);

        const worker = start(services);

        const wellFound = { degraded: [], total: { count: 1 } };
        await worker.untilSaid('Trove worker is ready');
        await eventually(
          async () => JSON.stringify(field(await search(), 'search')) === JSON.stringify(wellFound),
        );
        expect((await worker.stop()).exitCode).toBe(0);
        await gateway.close();
      },
      ELASTICSEARCH_START_MS,
    );
  });

  it('refuses to start without Redis, and says what is missing', async () => {
    const { exitCode, stderr } = await runCli(['worker'], {
      dataDir: folder.path('.'),
      env: { REDIS_URL: '' },
    });

    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^trove: A worker needs REDIS_URL, .*\[CONFIG_INVALID\]\n$/);
  });

  describe('never shows a password', () => {
    const secret = (protocol: string, port: number) =>
      `${protocol}://trove:${PASSWORD}@127.0.0.1:${port}/1`;

    it.each(['REDIS_URL', 'DATABASE_URL', 'ELASTICSEARCH_URL'])(
      'when %s is malformed',
      async (name) => {
        const { exitCode, stdout, stderr } = await runCli(['worker'], {
          dataDir: folder.path('.'),
          env: { REDIS_URL: redis.url, [name]: secret('gopher', 70) },
        });

        expect(exitCode).toBe(1);
        expect(stderr).toMatch(new RegExp(`${name}: got a value that is not shown.*CONFIG_INVALID`, 's')); // prettier-ignore
        expect(stdout + stderr).not.toContain(PASSWORD);
      },
    );

    it.each([
      ['Redis', 'QUEUE_UNAVAILABLE'],
      ['PostgreSQL', 'STORAGE_UNAVAILABLE'],
    ])('when %s does not answer', async (server, code) => {
      const port = await freePort();
      const { exitCode, stdout, stderr } = await runCli(['worker'], {
        dataDir: folder.path('.'),
        env: {
          LOG_LEVEL: 'trace',
          ELASTICSEARCH_URL: secret('http', port),
          REDIS_URL: server === 'Redis' ? secret('redis', port) : redis.url,
          ...(server === 'PostgreSQL' && { DATABASE_URL: secret('postgres', port) }),
        },
      });

      expect(exitCode).toBe(1);
      expect(stderr).toContain(`[${code}]`);
      expect(stdout + stderr).not.toContain(PASSWORD);
    });

    it('when Elasticsearch does not answer, for which it waits', async () => {
      const elasticsearch = secret('http', await freePort());
      const worker = start({
        LOG_LEVEL: 'trace',
        ELASTICSEARCH_URL: elasticsearch,
        ...onRedis(),
      });
      await worker.untilSaid('A job failed');

      const { exitCode, said } = await worker.stop();

      expect(exitCode).toBe(0);
      expect(said).toContain('Elasticsearch cannot be reached');
      expect(said).not.toContain(PASSWORD);
    });
  });
});
