import { TypeOrmEventStore } from '../../src/adapters/storage-typeorm/typeorm-event-store';
import { TypeOrmLoggedLists } from '../../src/adapters/storage-typeorm/typeorm-logged-lists';
import { TypeOrmModelRegistry } from '../../src/adapters/storage-typeorm/typeorm-model-registry';
import { TypeOrmTrainingRuns } from '../../src/adapters/storage-typeorm/typeorm-training-runs';
import { asEpochMs } from '../../src/shared/clock';
import { TroveError } from '../../src/shared/errors';
import { asTrainingRunId } from '../../src/shared/ids';
import { silentLogger } from '../../src/shared/logger';
import {
  LONGEST_RUN_MS,
  trainModels,
  type TrainInProcess,
  type TrainModelsParts,
} from '../../src/training/train-models';
import { NOON } from '../support/an-event';
import { freshSqlite } from '../support/databases';
import { logTraffic, WORLD_SET } from '../learning/logged-world';

const HOUR = 3_600_000;

describe('the job train-models', () => {
  const databases = freshSqlite();
  const never = new AbortController().signal;

  let parts: TrainModelsParts;
  let now: number;
  let told: number;
  /** Runs in the order in which a process was started for them. */
  let started: string[];

  /** Ends by itself without a word, as a process that crashes. */
  const crashing: TrainInProcess = async (run) => {
    started.push(run);
    await parts.runs.start(run, asEpochMs(now));
    return { exitCode: null, signal: 'SIGSEGV' };
  };

  beforeEach(async () => {
    const database = await databases.open();
    [now, told, started] = [NOON + 24 * HOUR, 0, []];
    parts = {
      runs: new TypeOrmTrainingRuns(database),
      registry: new TypeOrmModelRegistry(database),
      kind: 'RERANKER',
      hasNews: (since) => new TypeOrmLoggedLists(database).isAnswered(WORLD_SET, since),
      train: crashing,
      tellOthers: () => {
        told += 1;
      },
      featureSet: WORLD_SET,
      schedule: { everyMs: 2 * HOUR, fullEveryMs: 100 * HOUR, historyMs: 1000 * HOUR },
      clock: () => asEpochMs(now),
      newId: () => `by-schedule-${started.length}`,
      logger: silentLogger,
    };
    await logTraffic(database, { seed: 1, searches: 30, queries: 3, eta: 1 });
    expect(await new TypeOrmEventStore(database).count()).toBeGreaterThan(0);
  });

  const queue = (id: string) =>
    parts.runs.add({
      id: asTrainingRunId(id),
      kind: 'RERANKER',
      mode: 'FINE_TUNE',
      reason: 'a test',
      queuedAt: asEpochMs(now),
    });
  const find = (id: string) => parts.runs.find(asTrainingRunId(id));

  it('does what was asked for, and what is due when its time has come', async () => {
    await queue('asked');
    await trainModels(parts, never);
    expect(started).toEqual(['asked']);
    now += HOUR;
    await trainModels(parts, never);
    expect(started).toEqual(['asked']);
    now += HOUR;
    await trainModels(parts, never);
    expect(started).toEqual(['asked', 'by-schedule-1']);
    expect(await find('by-schedule-1')).toMatchObject({ mode: 'FULL', state: 'FAILED' });
    expect(told).toBe(2);
  });

  it('trains nothing by itself when there is nothing new to learn, or it is told not to', async () => {
    await trainModels({ ...parts, hasNews: async () => false }, never);
    await trainModels({ ...parts, schedule: { ...parts.schedule, everyMs: null } }, never);
    now += 2000 * HOUR;
    await trainModels(parts, never);
    expect(started).toEqual([]);
  });

  it('says so when a process dies without a word', async () => {
    await queue('asked');
    await trainModels(parts, never);
    expect(await find('asked')).toMatchObject({
      state: 'FAILED',
      problem: { code: 'PROCESS_DIED', message: expect.stringContaining('SIGSEGV') as unknown },
    });
  });

  it('keeps what a run has noted of its own end', async () => {
    const problem = { code: 'NOTHING_TO_LEARN', message: 'Nothing.' };
    await queue('asked');
    const train: TrainInProcess = async (run) => {
      await parts.runs.start(run, asEpochMs(now));
      await parts.runs.finish(run, { state: 'REFUSED', problem }, asEpochMs(now));
      return { exitCode: 1, signal: null };
    };
    await trainModels({ ...parts, train }, never);
    expect(await find('asked')).toMatchObject({ state: 'REFUSED', problem });
  });

  it('notes that a process could not be started, and does not try for ever', async () => {
    await queue('asked');
    const train: TrainInProcess = async () => {
      throw new TroveError('CONFIG_INVALID', 'The command line is not built.');
    };
    await trainModels({ ...parts, train }, never);
    expect(await find('asked')).toMatchObject({
      state: 'FAILED',
      problem: { code: 'CONFIG_INVALID' },
    });
  });

  it('finds runs that nobody works on any more', async () => {
    await queue('orphan');
    await parts.runs.start(asTrainingRunId('orphan'), asEpochMs(now));
    now += LONGEST_RUN_MS;
    await trainModels({ ...parts, schedule: { ...parts.schedule, everyMs: null } }, never);
    expect(await find('orphan')).toMatchObject({ state: 'RUNNING' });
    now += 1;
    await trainModels({ ...parts, schedule: { ...parts.schedule, everyMs: null } }, never);
    expect(await find('orphan')).toMatchObject({
      state: 'FAILED',
      problem: { code: 'ABANDONED' },
    });
  });

  it('begins nothing more once it is told to end', async () => {
    await queue('asked');
    await trainModels(parts, AbortSignal.abort());
    expect(started).toEqual([]);
    expect(await find('asked')).toMatchObject({ state: 'QUEUED' });
  });
});
