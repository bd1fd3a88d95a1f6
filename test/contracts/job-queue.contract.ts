import { setTimeout as sleep } from 'node:timers/promises';
import type { JobQueue } from '../../src/jobs/job-queue.port';

const SOON_MS = 10_000;

const AN_HOUR_MS = 3_600_000;

/** How often a queue under test runs what fails. */
export const MAX_ATTEMPTS = 4;

/** What every job queue does. `open` gives another process's view of one and the same queue, where there can be two. */
export function jobQueueContract(fresh: () => Promise<() => Promise<JobQueue>>): void {
  const opened: JobQueue[] = [];
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((queue) => queue.close(1000)));
  });
  const openOne = async (): Promise<JobQueue> => {
    const queue = await (await fresh())();
    opened.push(queue);
    return queue;
  };

  it('runs what was asked for', async () => {
    const queue = await openOne();
    let runs = 0;
    await queue.work('housekeeping', async () => {
      runs += 1;
    });
    await queue.enqueue('housekeeping', {});
    await until(() => runs === 1);
  });

  it('runs one at a time, and once more for all that was asked meanwhile', async () => {
    const queue = await openOne();
    let running = 0;
    let most = 0;
    let runs = 0;
    await queue.work('index-outbox', async () => {
      running += 1;
      most = Math.max(most, running);
      await sleep(300);
      running -= 1;
      runs += 1;
    });
    await queue.enqueue('index-outbox', {});
    await until(() => running === 1);
    for (let times = 0; times < 3; times += 1) await queue.enqueue('index-outbox', {});
    await until(() => runs === 2);
    await sleep(500);
    expect({ runs, most }).toEqual({ runs: 2, most: 1 });
  });

  it('runs again after a failure', async () => {
    const queue = await openOne();
    let attempts = 0;
    await queue.work('housekeeping', async () => {
      attempts += 1;
      if (attempts < 3) throw new Error('not yet');
    });
    await queue.enqueue('housekeeping', {});
    await until(() => attempts === 3);
  });

  it('runs on schedule', async () => {
    const queue = await openOne();
    let runs = 0;
    await queue.work('housekeeping', async () => {
      runs += 1;
    });
    await queue.schedule('housekeeping', { everyMs: 100 });
    await until(() => runs >= 3);
  });

  it('repeats a run of the schedule that failed, long before the next turn', async () => {
    const queue = await openOne();
    let attempts = 0;
    await queue.work('housekeeping', async () => {
      attempts += 1;
      if (attempts < 3) throw new Error('not yet');
    });
    await queue.schedule('housekeeping', { everyMs: AN_HOUR_MS });
    await until(() => attempts === 3);
  });

  it('gives a run up that fails again and again, and runs when it is asked anew', async () => {
    const queue = await openOne();
    let attempts = 0;
    let isMended = false;
    await queue.work('housekeeping', async () => {
      attempts += 1;
      if (!isMended) throw new Error('never');
    });
    await queue.enqueue('housekeeping', {});
    await until(() => attempts === MAX_ATTEMPTS);
    await sleep(300);
    expect(attempts).toBe(MAX_ATTEMPTS);

    isMended = true;
    await queue.enqueue('housekeeping', {});
    await until(() => attempts === MAX_ATTEMPTS + 1);
  });

  it('lets a run finish when it closes', async () => {
    const queue = await openOne();
    const seen: string[] = [];
    await queue.work('housekeeping', async () => {
      seen.push('begun');
      await sleep(300);
      seen.push('finished');
    });
    await queue.enqueue('housekeeping', {});
    await until(() => seen.length === 1);
    await queue.close(5000);
    expect(seen).toEqual(['begun', 'finished']);
  });

  it('closes although a run does not care that it should end', async () => {
    const queue = await openOne();
    let begun = false;
    await queue.work('housekeeping', async () => {
      begun = true;
      await new Promise(() => undefined);
    });
    await queue.enqueue('housekeeping', {});
    await until(() => begun);

    await queue.close(50);

    await expect(queue.check()).rejects.toMatchObject({ code: 'QUEUE_UNAVAILABLE' });
  });

  it('tells a run to end when it takes too long to close', async () => {
    const queue = await openOne();
    let begun = false;
    await queue.work('housekeeping', async (_payload, { signal }) => {
      begun = true;
      await new Promise((resolve) => {
        signal.addEventListener('abort', resolve);
      });
    });
    await queue.enqueue('housekeeping', {});
    await until(() => begun);
    await queue.close(50);
    await expect(queue.enqueue('housekeeping', {})).rejects.toMatchObject({
      code: 'QUEUE_UNAVAILABLE',
    });
  });
}

/** @throws when it does not come true soon. */
export async function until(isTrue: () => boolean): Promise<void> {
  const giveUpAt = performance.now() + SOON_MS;
  while (!isTrue()) {
    if (performance.now() > giveUpAt) throw new Error('It did not come true in time.');
    await sleep(10);
  }
}
