import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../fleet/free-port';
import { describePostgres, startPostgres, type PostgresServer } from '../support/postgres';
import { describeRedis, startRedis, type RedisServer } from '../support/redis';
import { runGateway } from '../support/running-gateway';
import { temporaryFolder } from '../support/temporary-folder';

const CLI = join(__dirname, '../../dist/src/cli/main.js');

/** What `/health/ready` answers, with its status code. */
async function readiness(address: string): Promise<Readonly<Record<string, unknown>>> {
  const answer = await fetch(`${address}/health/ready`);
  return { code: answer.status, ...((await answer.json()) as object) };
}

/** An address where nobody listens. */
const nowhere = async () => `http://127.0.0.1:${await freePort()}`;

describe('health with a spare', () => {
  it('says that Elasticsearch fails although the embedded index answers, and why only to the log', async () => {
    const address = await nowhere();
    const gateway = await runGateway({ ELASTICSEARCH_URL: address });
    const degraded = {
      code: 200,
      status: 'degraded',
      parts: { database: 'ok', index: 'failing', server: 'ok' },
      spares: { index: 'embedded index' },
    };
    expect(await readiness(gateway.address)).toEqual(degraded);
    expect(await readiness(gateway.address)).toEqual(degraded);
    expect(gateway.log.filter(({ sentence }) => sentence === 'Does not work')).toEqual([
      expect.objectContaining({ part: 'index', reason: expect.stringContaining('Elasticsearch') as string }), // prettier-ignore
    ]);
    await gateway.close();
  });
});

describePostgres('health on PostgreSQL', () => {
  describeRedis('and Redis', () => {
    let postgres: PostgresServer | undefined;
    let redis: RedisServer | undefined;
    beforeAll(async () => {
      [postgres, redis] = await Promise.all([startPostgres(), startRedis({ own: true })]);
    }, 60_000);
    afterAll(async () => {
      await redis?.stop();
      await postgres?.stop();
    });

    it('names each part that fails and comes back, and gives up when neither database nor index answer', async () => {
      const databaseUrl = (await postgres?.createDatabase()) ?? '';
      const gateway = await runGateway({
        DATABASE_URL: databaseUrl,
        ELASTICSEARCH_URL: await nowhere(),
        REDIS_URL: redis?.url,
      });
      const parts = { database: 'ok', index: 'failing', queue: 'ok', server: 'ok' };
      expect(await readiness(gateway.address)).toEqual({ code: 200, status: 'degraded', parts });

      await redis?.kill();
      expect(await readiness(gateway.address)).toMatchObject({
        code: 200,
        parts: { ...parts, queue: 'failing' },
      });
      await redis?.start();
      await untilReady(gateway.address, { parts });
      expect(gateway.log).toContainEqual({ part: 'queue', sentence: 'Works again' });

      await postgres?.stop();
      expect(await readiness(gateway.address)).toEqual({
        code: 503,
        status: 'unavailable',
        parts: { ...parts, database: 'failing' },
      });
      postgres = undefined;
      await gateway.close();
    });
  });
});

describeRedis('the health of a worker', () => {
  const folder = temporaryFolder();
  let redis: RedisServer | undefined;
  beforeAll(async () => {
    redis = await startRedis({ own: true });
  });
  afterAll(() => redis?.stop());

  it('is told on a port of its own, with nothing else, until the worker is told to stop', async () => {
    const worker = spawn(process.execPath, [CLI, 'worker'], {
      env: {
        PATH: process.env['PATH'],
        REDIS_URL: redis?.url,
        TROVE_WORKER_PORT: '0',
        TROVE_DATA_DIR: folder.path('data'),
      },
    });
    const ended = once(worker, 'exit');
    let said = '';
    worker.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
    while (!/Health +http\S+\/health\/ready\n/.test(said) && worker.exitCode === null)
      await sleep(20);
    const address = /Health +(http\S+)\/health/.exec(said)?.[1] ?? '';
    const parts = { database: 'ok', index: 'ok', queue: 'ok', server: 'ok' };
    expect(await readiness(address)).toEqual({ code: 200, status: 'ok', parts });
    expect((await fetch(`${address}/health/live`)).status).toBe(200);
    expect((await fetch(`${address}/graphql`, { method: 'POST' })).status).toBe(404);

    await redis?.kill();
    expect(await readiness(address)).toMatchObject({ code: 200, status: 'degraded' });
    await redis?.start();
    worker.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
  });
});

/** Waits for what comes back by itself, and fails with what was there instead. */
async function untilReady(address: string, wanted: object): Promise<void> {
  const giveUpAt = performance.now() + 10_000;
  for (;;) {
    const found = await readiness(address);
    if (performance.now() > giveUpAt) expect(found).toMatchObject(wanted);
    if (JSON.stringify(found['parts']) === JSON.stringify((wanted as typeof found)['parts']))
      return;
    await sleep(50);
  }
}
