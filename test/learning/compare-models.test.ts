import { TypeOrmLoggedLists } from '../../src/adapters/storage-typeorm/typeorm-logged-lists';
import type { HeldOutComparison, HeldOutResult } from '../../src/models/held-out-comparison.port';
import type { ModelVersion } from '../../src/models/model.types';
import { asEpochMs } from '../../src/shared/clock';
import { asModelId } from '../../src/shared/ids';
import { LoggedComparison } from '../../src/training/compare-on-logged-lists';
import type { ScoreRows } from '../../src/training/ranker-workshop.port';
import { aModel } from '../support/a-model';
import { NOON } from '../support/an-event';
import { freshSqlite } from '../support/databases';
import { logTraffic, WORLD_FEATURES, WORLD_SET } from './logged-world';

const MINUTE = 60_000;

/** Models that rank by one of the features: what is true about them is known. */
const byColumn =
  (column: number): ScoreRows =>
  ({ rows, columns, values }) =>
    Array.from({ length: rows }, (_, row) => values[row * columns + column] ?? 0);

const version = (name: string, learntToMinute: number, featureSet = WORLD_SET): ModelVersion => ({
  ...aModel({
    id: asModelId(name),
    featureSet,
    data: {
      source: 'FEEDBACK',
      lists: 1,
      from: asEpochMs(NOON),
      to: asEpochMs(NOON + learntToMinute * MINUTE),
    },
  }),
  state: 'RETIRED',
  checksum: '',
  bytes: 1,
  verdict: null,
  shadow: null,
});

function required(result: HeldOutResult | null): HeldOutResult {
  if (result) return result;
  throw new Error('Nothing could be compared');
}

describe('comparing two models on what was logged', () => {
  const databases = freshSqlite();
  const SEARCHES = 600;

  const open = async (): Promise<HeldOutComparison> => {
    const database = await databases.open();
    await logTraffic(database, { seed: 1, searches: SEARCHES, queries: 20, eta: 1 });
    return new LoggedComparison({
      registry: {
        artefact: async (id) => Uint8Array.of(WORLD_FEATURES.indexOf(id as never)),
      },
      workshop: { read: ([column = 0]) => byColumn(column) },
      lists: new TypeOrmLoggedLists(database),
      features: { set: WORLD_SET, names: WORLD_FEATURES },
      historyMs: 30 * 86_400_000,
      attributionMs: 30 * MINUTE,
      clock: () => asEpochMs(NOON + 2 * SEARCHES * MINUTE),
    });
  };

  it('finds the one ahead that ranks by what is wanted, by an interval of the right sign', async () => {
    const comparison = await open();
    const fit = version('fit', 100);
    const noise = version('noise', 100);
    const ahead = required(await comparison.compare(fit, noise));
    const behind = required(await comparison.compare(noise, fit));

    expect(ahead.difference.low).toBeGreaterThan(0);
    expect(behind.difference.high).toBeLessThan(0);
    expect(ahead.lists).toBe(behind.lists);
    expect(ahead.left - ahead.right).toBeCloseTo(ahead.difference.mean, 9);
  });

  it('takes only pages that neither has seen', async () => {
    const comparison = await open();
    const lists = async (left: number, right: number) =>
      (await comparison.compare(version('fit', left), version('noise', right)))?.lists ?? null;

    const late = await lists(100, SEARCHES - 30);
    expect(late).toBeGreaterThan(0);
    expect(late).toBeLessThanOrEqual(30);
    expect(await lists(SEARCHES - 30, 100)).toBe(late);
    expect(await lists(100, SEARCHES)).toBeNull();
  });

  it('cannot tell when one reads other features, or nothing was logged', async () => {
    const comparison = await open();
    const other = version('noise', 100, 'features-of-mars');
    expect(await comparison.compare(version('fit', 100), other)).toBeNull();
    expect(await comparison.compare(other, version('fit', 100))).toBeNull();

    const empty = new LoggedComparison({
      registry: { artefact: async () => Uint8Array.of(0) },
      workshop: { read: () => byColumn(0) },
      lists: new TypeOrmLoggedLists(await databases.open()),
      features: { set: WORLD_SET, names: WORLD_FEATURES },
      ...{ historyMs: 1000, attributionMs: 1000, clock: () => asEpochMs(NOON) },
    });
    expect(await empty.compare(version('fit', 1), version('noise', 1))).toBeNull();
  });
});
