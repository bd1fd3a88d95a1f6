import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Database } from '../../src/adapters/storage-typeorm/database';
import { TypeOrmModelRegistry } from '../../src/adapters/storage-typeorm/typeorm-model-registry';
import { TypeOrmTrainingRuns } from '../../src/adapters/storage-typeorm/typeorm-training-runs';
import { readConfig } from '../../src/config/read-config';
import type { ModelVersion, Verdict } from '../../src/models/model.types';
import { FEATURE_NAMES, FEATURE_SET } from '../../src/ranking/features/features';
import { openTrove, type Trove } from '../../src/server/composition-root';
import { asTrainingRunId, type TrainingRunId } from '../../src/shared/ids';
import { asEpochMs } from '../../src/shared/clock';
import { logTraffic } from '../learning/logged-world';
import { runCli, startCli } from '../support/cli';
import { temporaryFolder } from '../support/temporary-folder';

const layout = {
  featureSet: FEATURE_SET,
  columns: FEATURE_NAMES.length,
  places: ['keyword_place', 'title_match', 'popularity'].map((name) => FEATURE_NAMES.indexOf(name)),
};
const AT_ONCE = { TROVE_SHADOW_SEARCHES: '0' };
const RUN = asTrainingRunId('run-1');
const TRAINING_MS = 120_000;

/** Starting processes takes its time on a busy machine: the test's own limit ends the waiting. */
async function until(isTrue: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await isTrue())) await sleep(50);
}

/** Every process that this one started for the run. */
function trainers(run: TrainingRunId): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(`--run\0${run}`);
      } catch {
        return false;
      }
    })
    .map(Number);
}

describe('training a reranker', () => {
  const folder = temporaryFolder();
  let number = 0;
  let dataDir: string;

  beforeEach(() => {
    dataDir = folder.path(`shop-${(number += 1)}`);
  });

  /** What shoppers did in the last days. */
  async function aLog(searches: number): Promise<void> {
    const database = await Database.open({ kind: 'sqlite', file: `${dataDir}/trove.db` });
    const start = Date.now() - 5 * 86_400_000;
    await logTraffic(database, { seed: 1, searches, queries: 300, eta: 1, layout, start });
    await database.close();
  }

  async function inDatabase<T>(look: (database: Database) => Promise<T>): Promise<T> {
    const database = await Database.open({ kind: 'sqlite', file: `${dataDir}/trove.db` });
    try {
      return await look(database);
    } finally {
      await database.close();
    }
  }

  const latestRun = () =>
    inDatabase(async (database) => {
      const [run] = await new TypeOrmTrainingRuns(database).list('RERANKER', 1, null);
      return run;
    });

  describe('from a terminal', () => {
    const train = (args: readonly string[] = [], env: Readonly<Record<string, string>> = AT_ONCE) =>
      runCli(['train', 'reranker', ...args], { dataDir, cwd: folder.path('.'), env });

    it(
      'tells what was learnt from what, and lets the better one serve',
      async () => {
        await aLog(2500);
        const { exitCode, stdout, stderr } = await train();

        expect(stderr).toMatch(/^(Training the reranker: \d+ %, (reading the log|learning)\n)*$/);
        expect(exitCode).toBe(0);
        expect(stdout).toMatch(/^Model {7}reranker-\d{8}-\d{6}-[0-9a-f]{8} \(CHAMPION\)$/m);
        expect(stdout).toMatch(/^Began from {2}keyword order$/m);
        expect(stdout).toMatch(/^Log {9}2,500 pages, \d of them left out; 0 robots recognised$/m);
        expect(stdout).toMatch(/^Verdict {5}passed$/m);
        expect(await latestRun()).toMatchObject({ state: 'SUCCEEDED', progress: 1 });
      },
      TRAINING_MS,
    );

    it(
      'gives the same model for the same seed, and another for another',
      async () => {
        await aLog(800);
        const checksumOf = async (seed: string) => {
          const { stdout } = await train(['--seed', seed, '--mode', 'full', '--json'], {});
          const { model } = JSON.parse(stdout) as { readonly model: ModelVersion };
          expect(model.seed).toBe(Number(seed));
          return model.metrics.validationLoss;
        };
        expect(await checksumOf('7')).toBe(await checksumOf('7'));
        expect(await checksumOf('7')).not.toBe(await checksumOf('8'));
      },
      TRAINING_MS,
    );

    it(
      'learns from clicks as they are when told to leave position bias in',
      async () => {
        await aLog(800);
        const { stdout } = await train(['--no-position-bias', '--json'], {});
        const { model } = JSON.parse(stdout) as { readonly model: ModelVersion };
        expect(model.metrics).toMatchObject({ examinationAt10: 1, examinationFromLog: 0 });
      },
      TRAINING_MS,
    );

    it('refuses a log that cannot teach, and says why', async () => {
      const { exitCode, stdout, stderr } = await train();
      expect(exitCode).toBe(1);
      expect(stdout).toBe('');
      expect(stderr).toMatch(
        /^trove: Of 0 pages shown none has a reaction .*\[NOTHING_TO_LEARN\]\n$/,
      );
      expect(await latestRun()).toMatchObject({
        state: 'REFUSED',
        model: null,
        problem: { code: 'NOTHING_TO_LEARN' },
      });
    });

    it('refuses judgments that it cannot read, and a moment that is none', async () => {
      const unreadable = await train(['--judgments', 'nowhere.csv']);
      expect(unreadable.stderr).toContain('[FILE_UNREADABLE]');
      expect(unreadable.exitCode).toBe(1);
      const noMoment = await train(['--from', 'yesterday-ish']);
      expect(noMoment.exitCode).toBe(2);
    });
  });

  describe('from judgments', () => {
    const syllables = ['ba', 'du', 'ki', 'lo', 'me', 'nu', 'po', 'ra', 'so'];
    const words = syllables.flatMap((first) => syllables.map((last) => `${first}${last}zet`));
    const PRODUCTS = 5;
    /** The dearer a product is, the better the judges like it; words say nothing. */
    const products = words.flatMap((word, at) =>
      Array.from({ length: PRODUCTS }, (_, product) => ({
        sku: `${word}-${product}`,
        title: `${word} lamp`,
        price: 10 + ((product * 7 + at * 3) % PRODUCTS) * 20,
        currency: 'EUR',
      })),
    );
    const judgments = products.map(
      ({ sku, title, price }) =>
        `${title.split(' ')[0]},${sku},${price >= 90 ? 3 : price >= 70 ? 1 : 0}`,
    );

    const inShop = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
      runCli(args, {
        dataDir,
        cwd: folder.path('.'),
        env: { ...AT_ONCE, ...env },
        input: products.map((product) => JSON.stringify(product)).join('\n'),
      });
    const trained = (stdout: string) =>
      JSON.parse(stdout) as { readonly model: ModelVersion; readonly verdict: Verdict };

    beforeEach(() => {
      writeFileSync(folder.path('judged.csv'), ['query,product_id,grade', ...judgments].join('\n'));
    });

    it(
      'learns what judges like from real searches, and is judged by queries that it has not seen',
      async () => {
        expect((await inShop(['import', 'products', '-'])).exitCode).toBe(0);
        const train = ['train', 'reranker', '--judgments', 'judged.csv', '--json'];
        const { exitCode, stdout, stderr } = await inShop(train);

        expect(stderr).not.toContain('trove:');
        expect(exitCode).toBe(0);
        const { model, verdict } = trained(stdout);
        expect(model.data).toEqual({ source: 'JUDGMENTS', lists: 57, from: null, to: null });
        expect(verdict).toMatchObject({ lists: 24, promote: true });
        expect(verdict.challengerNdcg).toBeGreaterThan(0.95);
        expect(model.state).toBe('CHAMPION');
      },
      TRAINING_MS,
    );

    it(
      "holds a model of feedback to the shop's own judgments",
      async () => {
        expect((await inShop(['import', 'products', '-'])).exitCode).toBe(0);
        await aLog(1000);
        const { stdout } = await inShop(['train', 'reranker', '--json'], {
          TROVE_JUDGMENTS: 'judged.csv',
        });
        const judged = trained(stdout).verdict.guardrails.find(({ name }) => name === 'JUDGMENTS');
        expect(judged?.words).toContain('On 81 judged queries');
      },
      TRAINING_MS,
    );
  });

  describe('as a job of a gateway', () => {
    let trove: Trove;

    const open = async (env: Readonly<Record<string, string>> = AT_ONCE) => {
      const settings = { NODE_ENV: 'test', TROVE_DATA_DIR: dataDir, LOG_LEVEL: 'silent', ...env };
      trove = await openTrove(readConfig(settings));
    };
    afterEach(() => trove.close());

    const queue = (run = RUN) =>
      inDatabase((database) =>
        new TypeOrmTrainingRuns(database).add({
          id: run,
          kind: 'RERANKER',
          mode: 'FULL',
          reason: 'a test',
          queuedAt: asEpochMs(Date.now()),
        }),
      );
    const models = () =>
      inDatabase((database) => new TypeOrmModelRegistry(database).list('RERANKER', 10, null));
    const never = new AbortController().signal;

    it(
      'trains what was asked for in a process of its own, and serves with it without a restart',
      async () => {
        await aLog(2500);
        await open();
        await queue();
        expect(trove.rankingStatus().champion).toBeNull();

        await trove.training.reranker.train(never);

        expect(await latestRun()).toMatchObject({ id: RUN, state: 'SUCCEEDED', reason: 'a test' });
        const [model] = await models();
        expect(model).toMatchObject({ state: 'CHAMPION', run: RUN });
        await until(() => trove.rankingStatus().champion !== null);
        expect(trainers(RUN)).toEqual([]);
      },
      TRAINING_MS,
    );

    it(
      'trains by schedule once there is something to learn, and not again before the next turn',
      async () => {
        await open({ ...AT_ONCE, TROVE_TRAINING_EVERY_MINUTES: '60' });
        await trove.training.reranker.train(never);
        expect(await latestRun()).toBeUndefined();

        await aLog(600);
        await trove.training.reranker.train(never);
        await trove.training.reranker.train(never);

        const runs = await inDatabase((database) =>
          new TypeOrmTrainingRuns(database).list('RERANKER', 10, null),
        );
        expect(runs).toMatchObject([{ state: 'SUCCEEDED', mode: 'FULL' }]);
      },
      TRAINING_MS,
    );

    it(
      'notes that the process died, and leaves nothing half-written',
      async () => {
        await aLog(6000);
        await open();
        await queue();
        const training = trove.training.reranker.train(never);
        await until(async () => (await latestRun())?.state === 'RUNNING');
        for (const pid of trainers(RUN)) process.kill(pid, 'SIGKILL');
        await training;

        expect(await latestRun()).toMatchObject({
          state: 'FAILED',
          model: null,
          problem: { code: 'PROCESS_DIED', message: expect.stringContaining('SIGKILL') as unknown },
        });
        expect(await models()).toEqual([]);
      },
      TRAINING_MS,
    );

    it(
      'stops when the gateway stops',
      async () => {
        await aLog(6000);
        await open();
        await queue();
        const stop = new AbortController();
        const training = trove.training.reranker.train(stop.signal);
        await until(async () => (await latestRun())?.state === 'RUNNING');
        stop.abort();
        await training;

        expect(trainers(RUN)).toEqual([]);
        expect(await latestRun()).toMatchObject({ state: 'FAILED', model: null });
        expect(await models()).toEqual([]);
      },
      TRAINING_MS,
    );
  });

  it(
    'ends with the gateway that began it, and says so',
    async () => {
      await aLog(6000);
      const gateway = startCli(['serve'], {
        dataDir,
        env: { ...AT_ONCE, PORT: '0', REDIS_URL: '' },
      });
      gateway.stdout?.resume();
      gateway.stderr?.resume();
      try {
        // There is something to learn, so the schedule begins at once.
        await until(async () => (await latestRun())?.state === 'RUNNING');
        const run = (await latestRun())?.id ?? RUN;
        expect(trainers(run)).toHaveLength(1);

        gateway.kill('SIGKILL');

        await until(async () => (await latestRun())?.state === 'FAILED');
        await until(() => trainers(run).length === 0);
        expect((await latestRun())?.problem?.message).toContain('has died');
      } finally {
        gateway.kill('SIGKILL');
      }
    },
    TRAINING_MS,
  );

  it('forgets what was known of pages that cannot teach any more, as part of the housekeeping', async () => {
    await aLog(60);
    const config = readConfig({ NODE_ENV: 'test', TROVE_DATA_DIR: dataDir });
    const kept = (clauses: string) =>
      inDatabase(async (database) => {
        const sql = `SELECT COUNT(*) AS pages FROM impression_features WHERE ${clauses}`;
        const rows: { readonly pages: number }[] = await database.reader.query(sql);
        return rows[0]?.pages ?? NaN;
      });
    const isAnswered = `EXISTS (SELECT 1 FROM search_impression shown JOIN shopper_event event ON event.search_id = shown.search_id
      WHERE shown.sequence = impression_features.sequence)`;
    const at = async (days: number) => {
      const clock = () => asEpochMs(Date.now() - 5 * 86_400_000 + days * 86_400_000);
      const trove = await openTrove(config, { clock });
      await trove.training.forgetFeatures();
      await trove.close();
    };

    await at(0.5);
    expect(await kept(`features <> ''`)).toBe(60);
    await at(2);
    expect(await kept(`features <> '' AND NOT ${isAnswered}`)).toBe(0);
    expect(await kept(`features <> '' AND ${isAnswered}`)).toBeGreaterThan(20);
    expect(await kept('1 = 1')).toBe(60);
    await at(62);
    expect(await kept('1 = 1')).toBe(0);
  });
});
