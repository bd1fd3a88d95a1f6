import { LocalJobQueue } from '../../src/adapters/jobs-local/local-job-queue';
import { TypeOrmOutbox } from '../../src/adapters/storage-typeorm/typeorm-outbox';
import { laterWork } from '../../src/server/later-work';
import { asEpochMs } from '../../src/shared/clock';
import { asSku } from '../../src/shared/ids';
import { silentLogger } from '../../src/shared/logger';
import { systemTimer } from '../../src/shared/timer';
import { NOON } from '../support/an-event';
import { freshSqlite } from '../support/databases';

const MINUTE_MS = 60_000;

describe('work that is left for later', () => {
  const databases = freshSqlite();
  const jobs = new LocalJobQueue({ after: systemTimer, logger: silentLogger });

  it('is fine while products wait for minutes, and not when nobody seems to come for them', async () => {
    const outbox = new TypeOrmOutbox(await databases.open());
    let now = NOON;
    const later = laterWork(jobs, { outbox }, () => now);
    await later.check();

    await outbox.enter([asSku('A')], now);
    now = asEpochMs(NOON + 4 * MINUTE_MS);
    await later.check();

    now = asEpochMs(NOON + 6 * MINUTE_MS);
    await expect(later.check()).rejects.toThrow(/for 360 seconds.*trove worker/);

    const [entry] = await outbox.claim({ by: 'me', at: now, until: now, limit: 1 });
    if (!entry) throw new Error('Nothing to claim.');
    await outbox.settle('me', [{ ...entry, outcome: 'DONE' }]);
    await later.check();
  });

  it('is not fine when the queue is closed', async () => {
    const closed = new LocalJobQueue({ after: systemTimer, logger: silentLogger });
    await closed.close(0);

    await expect(laterWork(closed, null, () => NOON).check()).rejects.toMatchObject({
      code: 'QUEUE_UNAVAILABLE',
    });
  });
});
