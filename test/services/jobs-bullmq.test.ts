import { BullmqJobQueue } from '../../src/adapters/jobs-bullmq/bullmq-job-queue';
import { silentLogger } from '../../src/shared/logger';
import { describeRedis, startRedis, type RedisServer } from '../support/redis';
import { jobQueueContract, until } from '../contracts/job-queue.contract';

describeRedis('jobs on BullMQ', () => {
  let redis: RedisServer | undefined;
  let shops = 0;

  beforeAll(async () => {
    redis = await startRedis({ own: true });
  });
  afterAll(async () => {
    await redis?.stop();
  });

  const open = (prefix: string) =>
    new BullmqJobQueue({
      url: redis?.url ?? '',
      prefix,
      logger: silentLogger,
      firstPauseMs: 10,
      commandTimeoutMs: 1000,
    });
  const freshPrefix = () => `shop-${String((shops += 1))}`;

  jobQueueContract(async () => {
    const prefix = freshPrefix();
    return async () => open(prefix);
  });

  it('says QUEUE_UNAVAILABLE in time while Redis is down, and works again afterwards', async () => {
    const queue = open(freshPrefix());
    let runs = 0;
    await queue.work('housekeeping', async () => {
      runs += 1;
    });
    await redis?.kill();
    const begun = performance.now();
    await expect(queue.enqueue('housekeeping', {})).rejects.toMatchObject({
      code: 'QUEUE_UNAVAILABLE',
    });
    expect(performance.now() - begun).toBeLessThan(2000);
    await redis?.start();
    await until(() => askAgain());
    await until(() => runs > 0);
    await queue.close(1000);

    function askAgain(): boolean {
      queue.enqueue('housekeeping', {}).catch(() => undefined);
      return runs > 0;
    }
  });
});
