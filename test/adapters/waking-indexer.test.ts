import { setTimeout as sleep } from 'node:timers/promises';
import { LocalJobQueue } from '../../src/adapters/jobs-local/local-job-queue';
import { TypeOrmProductStore } from '../../src/adapters/storage-typeorm/typeorm-product-store';
import type { ProductStore } from '../../src/catalog/product-store.port';
import { IndexerWaker, wakingIndexer } from '../../src/server/waking-indexer';
import { asImportRunId, asSku } from '../../src/shared/ids';
import { silentLogger } from '../../src/shared/logger';
import { systemTimer } from '../../src/shared/timer';
import { until } from '../contracts/job-queue.contract';
import { aProduct } from '../support/a-product';
import { freshSqlite } from '../support/databases';

describe('waking the indexer', () => {
  const databases = freshSqlite();
  const run = asImportRunId('run');
  let jobs: LocalJobQueue;
  let store: ProductStore;
  let runs: number;

  beforeEach(async () => {
    runs = 0;
    jobs = new LocalJobQueue({ after: systemTimer, logger: silentLogger });
    await jobs.work('index-outbox', async () => {
      runs += 1;
    });
    const waker = new IndexerWaker({ jobs, after: systemTimer, logger: silentLogger });
    store = wakingIndexer(new TypeOrmProductStore(await databases.open(), []), waker);
  });
  afterEach(() => jobs.close(0));

  it('follows every kind of change', async () => {
    const changes = [
      () => store.upsert([aProduct({ sku: 'A' }), aProduct({ sku: 'B' })], run),
      () => store.delete([asSku('A')]),
      () => store.deleteAllExceptRun(asImportRunId('another')),
    ];
    for (const [index, change] of changes.entries()) {
      await change();
      await until(() => runs === index + 1);
    }
    expect(await store.count()).toBe(0);
  });

  it('happens once for changes in quick succession', async () => {
    await Promise.all(['A', 'B', 'C'].map((sku) => store.upsert([aProduct({ sku })], run)));
    await until(() => runs > 0);
    await sleep(200);

    expect(runs).toBe(1);
  });

  it('does not happen for those who only read', async () => {
    await store.findBySkus([asSku('A')]);
    await store.page(null, 10);
    await sleep(200);

    expect(runs).toBe(0);
  });

  it('costs a change nothing when the queue is gone', async () => {
    await jobs.close(0);

    await store.upsert([aProduct({ sku: 'A' })], run);
    await sleep(200);

    expect(await store.count()).toBe(1);
  });
});
