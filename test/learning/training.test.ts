import { EngineRankerWorkshop } from '../../ml-models/reranker/ranker-workshop';
import { openEngine } from '../../ml-models/runtime/open-engine';
import type { Database } from '../../src/adapters/storage-typeorm/database';
import { TypeOrmLoggedLists } from '../../src/adapters/storage-typeorm/typeorm-logged-lists';
import { TypeOrmModelRegistry } from '../../src/adapters/storage-typeorm/typeorm-model-registry';
import { asEpochMs } from '../../src/shared/clock';
import { asModelId, type ModelId } from '../../src/shared/ids';
import { SeededRandom } from '../../src/shared/seeded-random';
import { GATE_SETTINGS } from '../../src/training/gate/held-out.types';
import { judge } from '../../src/training/gate/judge';
import { lessonFromFeedback } from '../../src/training/lesson-from-feedback';
import type { PositionBias } from '../../src/training/survey';
import {
  trainReranker,
  type RerankerTrainingOrder,
  type RerankerTrainingParts,
} from '../../src/training/train-reranker';
import { NOON } from '../support/an-event';
import { freshSqlite } from '../support/databases';
import {
  atRandom,
  byKeyword,
  logTraffic,
  trueQuality,
  WORLD_FEATURES,
  WORLD_PRIOR,
  WORLD_SET,
  type TrafficSettings,
} from './logged-world';

const DAY = 86_400_000;
const features = { set: WORLD_SET, names: WORLD_FEATURES, prior: WORLD_PRIOR };
/** This world is plain, and the tests should be quick. */
const quick = {
  epochs: 8,
  listsPerStep: 16,
  learningRate: 0.02,
  members: 1,
  noise: 0.1,
  hidden: 4,
};
const engine = openEngine(['wasm']);
const workshop = new EngineRankerWorkshop(() => engine, quick);

/** Several trainings in one test take their time on a busy machine, in milliseconds. */
const PATIENCE_MS = 180_000;
jest.setTimeout(PATIENCE_MS);

type Order = Partial<Omit<RerankerTrainingOrder, 'lesson'>> & {
  readonly positionBias?: PositionBias;
};

describe('training a reranker from what shoppers did', () => {
  const databases = freshSqlite();
  let database: Database;
  let registry: TypeOrmModelRegistry;
  let made = 0;

  beforeEach(async () => {
    database = await databases.open();
    registry = new TypeOrmModelRegistry(database);
  });

  const partsWith = (more: Partial<RerankerTrainingParts>): RerankerTrainingParts => ({
    registry,
    workshop,
    features,
    judge: (question) => judge(question, GATE_SETTINGS, new SeededRandom(1)),
    shadowSearches: 0,
    golden: null,
    clock: () => asEpochMs(NOON + 30 * DAY + (made += 1000)),
    stopwatch: () => performance.now(),
    newId: () => `id-${made}`,
    ...more,
  });

  function train(
    { positionBias = 'IPW', ...order }: Order = {},
    more: Partial<RerankerTrainingParts> = {},
  ) {
    const signal = order.signal ?? new AbortController().signal;
    const range = { from: NOON, to: asEpochMs(NOON + 29 * DAY), attributionMs: 1_800_000 };
    const settings = { featureSet: WORLD_SET, columns: 3, positionBias, seed: 1, signal };
    return trainReranker(partsWith(more), {
      mode: 'FULL',
      seed: 1,
      run: null,
      reason: 'a test',
      lesson: (championLearntTo) =>
        lessonFromFeedback(new TypeOrmLoggedLists(database), range, {
          ...settings,
          championLearntTo,
        }),
      onProgress: () => undefined,
      ...order,
      signal,
    });
  }

  const log = (traffic: Partial<TrafficSettings>) =>
    logTraffic(database, { seed: 1, searches: 3000, queries: 300, eta: 1, ...traffic });

  const qualityOf = async (model: ModelId) =>
    trueQuality(workshop.read(await registry.artefact(model), WORLD_FEATURES));

  it('finds what shoppers want behind what they were shown, and puts it in place of keyword order', async () => {
    await log({});
    const progress: number[] = [];
    const { model, verdict } = await train({ onProgress: (done) => progress.push(done) });

    expect(verdict).toMatchObject({ promote: true, champion: null });
    expect(await registry.champion('RERANKER')).toMatchObject({ id: model.id, state: 'CHAMPION' });
    expect(model).toMatchObject({ featureSet: WORLD_SET, parent: null, engine: 'wasm', seed: 1 });
    expect(model.metrics.examinationFromLog).toBe(1);
    // The shoppers of this world look at place k with the chance 1 / k.
    for (const place of [2, 3, 5, 10]) {
      const chance = model.metrics[`examinationAt${place}`] ?? NaN;
      expect(Math.abs(chance - 1 / place)).toBeLessThan(0.08);
    }
    expect(await qualityOf(model.id)).toBeGreaterThan(0.97);
    expect(trueQuality(byKeyword)).toBeLessThan(0.75);
    expect(progress).toEqual(progress.toSorted((left, right) => left - right));
  });

  it('learns less when position bias is left in', async () => {
    await log({ eta: 1.5 });
    const weighed = await train({ positionBias: 'IPW' }, { shadowSearches: 9 });
    const plain = await train({ positionBias: 'NONE' }, { shadowSearches: 9 });

    expect(await qualityOf(weighed.model.id)).toBeGreaterThan(
      (await qualityOf(plain.model.id)) + 0.02,
    );
    expect(plain.model.metrics.examinationAt10).toBe(1);
  });

  it('lets a better one work in the shadow first where the shop wants that', async () => {
    await log({});
    const { model } = await train({}, { shadowSearches: 200 });
    expect(model.state).toBe('SHADOW');
    expect(await registry.champion('RERANKER')).toBeNull();
  });

  it('never judges by lists that it, or the one it is compared with, learnt from', async () => {
    await log({ searches: 2000 });
    const first = await train();
    await log({ seed: 2, searches: 2000, startMinute: 2000, visitors: 'later' });
    const second = await train({ mode: 'FINE_TUNE' });

    const heldOutFrom = (share: number, searches: number) => NOON + searches * share * 60_000;
    expect(first.model.data.to).toBeLessThan(heldOutFrom(0.82, 2000));
    expect(second.model.parent).toBe(first.model.id);
    expect(second.verdict.champion).toBe(first.model.id);
    expect(second.model.data.to).toBeLessThan(heldOutFrom(0.82, 4000));
    expect(second.model.data.from).toBe(first.model.data.from);
    expect(await qualityOf(second.model.id)).toBeGreaterThan(
      (await qualityOf(first.model.id)) - 0.01,
    );
  });

  it('leaves a robot out that clicks anywhere, however much it clicks', async () => {
    await log({});
    const clean = await train({}, { shadowSearches: 9 });
    await logFlood('one-robot');
    const flooded = await train({}, { shadowSearches: 9 });

    expect(flooded.model.metrics.robots).toBe(1);
    expect(flooded.model.data.lists).toBe(clean.model.data.lists);
    expect(await qualityOf(flooded.model.id)).toBeCloseTo(await qualityOf(clean.model.id), 5);
  });

  it('takes no more from one visitor than from many', async () => {
    await log({ searches: 1000 });
    const many = await train({}, { shadowSearches: 9 });
    await log({ seed: 8, searches: 1500, startMinute: 1000, visitors: 'regular' });
    await rename('regular');
    const withRegular = await train({}, { shadowSearches: 9 });

    const pagesOf = ({ model }: typeof many) =>
      model.data.lists + (model.metrics.heldOutLists ?? NaN);
    expect(withRegular.model.metrics.robots).toBe(0);
    // A hundred of some nine hundred and fifty answered pages are drawn.
    const fromRegular = pagesOf(withRegular) - pagesOf(many);
    expect(fromRegular).toBeGreaterThan(60);
    expect(fromRegular).toBeLessThan(150);
  });

  it('does not let a flood of robots of many names replace a good model', async () => {
    await log({});
    const good = await train();
    await log({ seed: 3, searches: 600, startMinute: 3000, visitors: 'late' });
    await log({ seed: 4, startMinute: 3600, visitors: 'robot', clicks: atRandom });

    const poisoned = await train({ mode: 'FULL' });

    const champion = await registry.champion('RERANKER');
    const quality = await qualityOf(champion?.id ?? asModelId(''));
    expect(quality).toBeGreaterThan((await qualityOf(good.model.id)) - 0.01);
    expect(poisoned.verdict.reasons.length).toBeGreaterThan(0);
  });

  /** All in the name of one visitor, thirty seconds apart. */
  async function logFlood(visitor: string): Promise<void> {
    await logTraffic(database, {
      ...{ seed: 7, searches: 3000, queries: 300, eta: 1, clicks: atRandom },
      visitors: visitor,
    });
    await rename(visitor);
  }

  /** All sessions of these visitors are one. */
  async function rename(visitor: string): Promise<void> {
    const sql = `UPDATE search_impression SET session = '${visitor}' WHERE session LIKE '${visitor}-%'`;
    await database.write((transaction) => transaction.query(sql));
  }

  describe('is refused, and the champion stays', () => {
    let champion: ModelId;

    beforeEach(async () => {
      await log({ searches: 1500 });
      champion = (await train()).model.id;
    });

    afterEach(async () => {
      expect((await registry.champion('RERANKER'))?.id).toBe(champion);
    });

    const clear = async () => {
      for (const table of ['impression_features', 'search_impression', 'shopper_event'])
        await database.write((transaction) => transaction.query(`DELETE FROM ${table}`));
    };
    const refusal = (code: string) => expect(train()).rejects.toMatchObject({ code });

    it('when nobody did anything', async () => {
      await clear();
      await log({ searches: 300, clicks: () => [] });
      await refusal('NOTHING_TO_LEARN');
    });

    it('when there is one search only', async () => {
      await clear();
      await log({ searches: 1, clicks: () => [3] });
      await refusal('NOTHING_TO_LEARN');
    });

    it('when all clicks are on one place', async () => {
      await clear();
      await log({ searches: 300, clicks: () => [0] });
      await refusal('NOTHING_TO_LEARN');
    });

    it('when everything is clicked on', async () => {
      await clear();
      await log({ searches: 300, clicks: ({ rows }) => [...rows.keys()] });
      await refusal('NOTHING_TO_LEARN');
    });

    it('when the features of the log are not those of serving', async () => {
      const sql = `UPDATE impression_features SET feature_set = 'older'`;
      await database.write((transaction) => transaction.query(sql));
      await refusal('NOTHING_TO_LEARN');
    });

    it('when it is told to stop in the middle', async () => {
      const stop = new AbortController();
      const before = await registry.list('RERANKER', 100, null);
      const training = train({
        signal: stop.signal,
        onProgress: (done) => {
          if (done > 0.3) stop.abort(new Error('the worker drains'));
        },
      });
      await expect(training).rejects.toThrow('the worker drains');
      expect(await registry.list('RERANKER', 100, null)).toEqual(before);
    });

    it('when it should go on from a champion of other features, but trains anew when told to', async () => {
      const other = { features: { ...features, set: 'world-2' } };
      const fineTuned = train({ mode: 'FINE_TUNE' }, other);
      await expect(fineTuned).rejects.toMatchObject({ code: 'MODEL_INCOMPATIBLE' });
      const { model } = await train({ mode: 'FULL' }, { ...other, shadowSearches: 9 });
      expect(model.parent).toBeNull();
    });

    it('when the champion that it should go on from is damaged, but trains anew when told to', async () => {
      await database.write((transaction) =>
        transaction.query(`UPDATE artefact_part SET content = substr(content, 1, 40)`),
      );
      const fineTuned = train({ mode: 'FINE_TUNE' });
      await expect(fineTuned).rejects.toMatchObject({ code: 'MODEL_CORRUPT' });
      const { model } = await train({ mode: 'FULL' }, { shadowSearches: 9 });
      expect(model.parent).toBeNull();
    });

    it('by the gate when it is not better than what serves', async () => {
      const lazy = new EngineRankerWorkshop(() => engine, { ...quick, epochs: 0 });
      const { model, verdict } = await train({}, { workshop: lazy });
      expect(verdict).toMatchObject({ promote: false, champion });
      expect(model.state).toBe('REFUSED');
    });
  });

  it('is refused when another model came to serve meanwhile', async () => {
    await log({ searches: 2000 });
    const other = await train({}, { shadowSearches: 9 });
    const { model } = await train(
      {},
      {
        judge: (question) => {
          const verdict = judge(question, GATE_SETTINGS, new SeededRandom(1));
          void registry.promote(other.model.id, null, { reason: 'an operator', at: NOON });
          return verdict;
        },
      },
    );
    expect(model).toMatchObject({ state: 'REFUSED' });
    expect((await registry.champion('RERANKER'))?.id).toBe(other.model.id);
  });
});
