import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../fleet/free-port';
import { Database } from '../../src/adapters/storage-typeorm/database';
import { RecommendationImpressionEntity } from '../../src/adapters/storage-typeorm/entities/recommendation-impression.entity';
import { workOnJobs } from '../../src/server/open-jobs';
import { asEpochMs, systemClock } from '../../src/shared/clock';
import { asSku } from '../../src/shared/ids';
import { eventually } from '../support/eventually';
import { runGateway } from '../support/running-gateway';
import { temporaryFolder } from '../support/temporary-folder';

const DAY_MS = 86_400_000;
const IMPORT = 'mutation { importProducts(input: { products: [{ sku: "L1", title: "Lantern" }] }) { __typename } }'; // prettier-ignore
const DELETE = 'mutation { deleteProducts(input: { skus: ["L1"] }) { __typename } }';

describe('housekeeping', () => {
  const folder = temporaryFolder();

  it.each([
    [6, 1],
    [8, 0],
  ])(
    'after %i days keeps %i deletions that the index knows of, also while the index is gone',
    async (days, kept) => {
      const gateway = await runGateway({
        ELASTICSEARCH_URL: `http://127.0.0.1:${String(await freePort())}`,
      });
      const { indexing } = gateway.trove;
      if (!indexing) throw new Error('There is no outbox.');
      const { outbox } = indexing;
      expect((await gateway.ask(IMPORT)).errors).toEqual([]);
      expect((await gateway.ask(DELETE)).errors).toEqual([]);
      const at = systemClock();
      const claimed = await outbox.claim({ by: 'me', at, until: at, limit: 10 });
      await outbox.settle('me', claimed.map((entry) => ({ ...entry, outcome: 'DONE' }))); // prettier-ignore

      await workOnJobs(gateway.trove, () => asEpochMs(systemClock() + days * DAY_MS));
      if (kept === 0) await eventually(async () => (await outbox.forgottenBefore()) > 0);
      else await sleep(500);

      // Entered anew, a deletion that is still remembered goes on counting; one that is forgotten begins above all it ever had.
      await outbox.enter([asSku('L1')], at);
      const [entry] = await outbox.claim({ by: 'me', at, until: at, limit: 10 });
      expect(entry?.version === (claimed[0]?.version ?? 0) + 1).toBe(kept > 0);
      await gateway.close();
    },
  );

  it.each([
    [50, 1],
    [70, 0],
  ])('after %i days keeps %i of the lists that were recommended', async (days, kept) => {
    const gateway = await runGateway({ TROVE_DATA_DIR: folder.path(`data-${days}`) });
    expect((await gateway.ask(IMPORT)).errors).toEqual([]);
    await gateway.ask('{ recommendations(input: { placement: FOR_YOU }) { recommendationId } }');
    const file = folder.path(`data-${days}/trove.db`);
    await eventually(async () => (await listsIn(file)) === 1);

    await workOnJobs(gateway.trove, () => asEpochMs(systemClock() + days * DAY_MS));
    if (kept === 0) await eventually(async () => (await listsIn(file)) === 0);
    else await sleep(500);

    expect(await listsIn(file)).toBe(kept);
    await gateway.close();
  });
});

async function listsIn(file: string): Promise<number> {
  const database = await Database.open({ kind: 'sqlite', file });
  const lists = await database.reader.manager.count(RecommendationImpressionEntity);
  await database.close();
  return lists;
}
