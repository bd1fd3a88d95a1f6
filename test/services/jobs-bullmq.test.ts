import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { BullmqJobQueue } from '../../src/adapters/jobs-bullmq/bullmq-job-queue';
import { silentLogger } from '../../src/shared/logger';
import { describeRedis, startRedis, type RedisServer } from '../support/redis';
import { jobQueueContract, MAX_ATTEMPTS, until } from '../contracts/job-queue.contract';

const DRIVER = join(__dirname, '../support/job-worker-driver.cjs');

/** A process that says nothing for so long has lost its job. */
const LOCK_MS = 500;

describeRedis('jobs on BullMQ', () => {
  let redis: RedisServer | undefined;
  let shops = 0;
  const opened: BullmqJobQueue[] = [];
  const children: ChildProcess[] = [];

  beforeAll(async () => {
    redis = await startRedis({ own: true });
  });
  afterEach(async () => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
    await Promise.all(opened.splice(0).map((queue) => queue.close(1000)));
  });
  afterAll(async () => {
    await redis?.stop();
  });

  const url = () => redis?.url ?? '';
  const open = (prefix: string, lockMs = 30_000) => {
    const queue = new BullmqJobQueue({
      url: url(),
      prefix,
      lockMs,
      logger: silentLogger,
      firstPauseMs: 10,
      maxAttempts: MAX_ATTEMPTS,
      lastCallMs: 100,
      commandTimeoutMs: 5000,
    });
    opened.push(queue);
    return queue;
  };
  const freshPrefix = () => `shop-${String((shops += 1))}`;

  jobQueueContract(async () => {
    const prefix = freshPrefix();
    return async () => open(prefix);
  });

  it('keeps a schedule once, however many processes say it, also those that come later', async () => {
    const everyMs = 200;
    const prefix = freshPrefix();
    let runs = 0;
    const join = async () => {
      const queue = open(prefix);
      await queue.work('index-outbox', async () => {
        runs += 1;
      });
      await queue.schedule('index-outbox', { everyMs });
    };
    const begun = performance.now();
    for (let replicas = 0; replicas < 3; replicas += 1) await join();
    await until(() => runs >= 5);
    await join();
    await until(() => runs >= 15);

    const turns = Math.floor((performance.now() - begun) / everyMs) + 1;
    // One more at most, for the turn that the latecomer met on its way.
    expect(runs).toBeLessThanOrEqual(turns + 1);
  });

  it('gives the job of a process that was killed to another', async () => {
    const prefix = freshPrefix();
    const asking = open(prefix, LOCK_MS);
    const child = spawn(process.execPath, [DRIVER, url(), prefix, String(LOCK_MS)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    children.push(child);
    await asking.enqueue('housekeeping', {});
    await once(child.stdout as NodeJS.ReadableStream, 'data');
    let runs = 0;
    await asking.work('housekeeping', async () => {
      runs += 1;
    });

    child.kill('SIGKILL');
    await until(() => runs === 1);

    // And nothing of the dead process is in the way of what comes next.
    await asking.enqueue('housekeeping', {});
    await until(() => runs === 2);
  });

  it.each([
    ['that ends when told', (signal: AbortSignal) => once(signal, 'abort')],
    ['that does not care', () => new Promise(() => undefined)],
  ])('hands a run %s to another process at once when this one closes', async (_which, work) => {
    const prefix = freshPrefix();
    const leaving = open(prefix);
    const staying = open(prefix);
    let begun = false;
    await leaving.work('housekeeping', async (_payload, { signal }) => {
      begun = true;
      await work(signal);
    });
    await leaving.enqueue('housekeeping', {});
    await until(() => begun);
    let runsElsewhere = 0;
    await staying.work('housekeeping', async () => {
      runsElsewhere += 1;
    });

    await leaving.close(50);

    await until(() => runsElsewhere === 1);
  });

  it('closes although Redis is gone and a run goes on', async () => {
    const queue = open(freshPrefix(), LOCK_MS);
    let begun = false;
    await queue.work('housekeeping', async () => {
      begun = true;
      await new Promise(() => undefined);
    });
    await queue.enqueue('housekeeping', {});
    await until(() => begun);
    await redis?.kill();

    await queue.close(50);

    await redis?.start();
  });

  it('says QUEUE_UNAVAILABLE while Redis is down, and works again afterwards', async () => {
    const queue = open(freshPrefix());
    let runs = 0;
    await queue.work('housekeeping', async () => {
      runs += 1;
    });
    await redis?.kill();
    await expect(queue.enqueue('housekeeping', {})).rejects.toMatchObject({
      code: 'QUEUE_UNAVAILABLE',
    });
    await redis?.start();
    await until(() => {
      queue.enqueue('housekeeping', {}).catch(() => undefined);
      return runs > 0;
    });
  });

  it('goes on with its schedule after Redis was down', async () => {
    const queue = open(freshPrefix());
    let runs = 0;
    await queue.work('index-outbox', async () => {
      runs += 1;
    });
    await queue.schedule('index-outbox', { everyMs: 100 });
    await until(() => runs > 1);
    await redis?.kill();
    const before = runs;
    await redis?.start();

    await until(() => runs > before + 2);
  });
});
