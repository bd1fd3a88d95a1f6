import { explainScore } from '../../ml-models/reranker/explain-score';
import { featureMatrix } from '../../src/ranking/feature-matrix';
import { scoreRows } from '../../ml-models/reranker/score-rows';
import { trainRanker } from '../../ml-models/reranker/train-ranker';
import type { TrainingList } from '../../ml-models/reranker/training-lists';
import type { TrainingOptions, TrainingProgress } from '../../ml-models/reranker/training-options';
import type { Engine } from '../../ml-models/runtime/engine.types';
import { openEngine } from '../../ml-models/runtime/open-engine';
import { clickedLists, judgedLists, orderQuality, qualityOf } from './ranking-world';

const features = ['keyword', 'fit', 'taste', 'mood', 'noise1', 'noise2'];
const columns = features.length;
const options: TrainingOptions = { features, prior: { keyword: 1 }, seed: 1, members: 1 };
const noOptions = {};
/** Large steps over several lists: these truths are plain, and the tests should be quick. */
const large = { listsPerStep: 8, learningRate: 0.02 };

/** The keyword score helps, `fit` helps as much, and `taste` helps or hurts according to `mood`: no straight line can say that. */
const truth = (row: Float32Array): number =>
  (row[0] ?? 0) + (row[1] ?? 0) + 2 * (row[2] ?? 0) * Math.sign(row[3] ?? 0);

const world = { rows: 20, columns, truth };
const training = judgedLists({ ...world, seed: 1, lists: 300 });
const unseen = judgedLists({ ...world, seed: 2, lists: 200 });
const ofKeyword = orderQuality(unseen, ({ list: { matrix } }) =>
  Float32Array.from({ length: matrix.rows }, (_, row) => matrix.values[row * columns] ?? 0),
);

describe('a ranker', () => {
  let engine: Engine;

  const train = (lists: Iterable<TrainingList>, more: Partial<TrainingOptions> = noOptions) =>
    trainRanker(engine, lists, { ...options, ...more });

  beforeAll(async () => {
    engine = await openEngine(['wasm']);
  });

  it('learns from judgments what neither the prior nor any straight line can say', async () => {
    const { ranker, report } = await train(
      training.map(({ list }) => list),
      { ...large, noise: 0.1, decay: 0.001 },
    );
    const bestLine = orderQuality(unseen, ({ list: { matrix } }) =>
      Float32Array.from({ length: matrix.rows }, (_, row) => {
        const at = row * columns;
        return (matrix.values[at] ?? 0) + (matrix.values[at + 1] ?? 0);
      }),
    );
    expect(bestLine).toBeGreaterThan(ofKeyword);
    expect(qualityOf(ranker, unseen)).toBeGreaterThan(bestLine + 0.1);
    expect(report).toMatchObject({ engine: 'wasm', seed: 1, lists: { kept: 300, validation: 45 } });
  });

  it('gives no weight to features that mean nothing', async () => {
    const plain = judgedLists({
      ...world,
      seed: 3,
      lists: 300,
      truth: (row) => (row[0] ?? 0) + (row[1] ?? 0),
    });
    const { ranker } = await train(
      plain.map(({ list }) => list),
      large,
    );
    const total = new Map(features.map((feature) => [feature, 0]));
    for (const { list } of plain.slice(0, 100)) {
      const pair = featureMatrix(columns, list.matrix.values.slice(0, 2 * columns));
      for (const { feature, contribution } of explainScore(ranker, pair)) {
        total.set(feature, (total.get(feature) ?? 0) + Math.abs(contribution));
      }
    }
    const of = (feature: string): number => total.get(feature) ?? NaN;
    for (const noise of ['noise1', 'noise2', 'taste', 'mood']) {
      expect(of(noise)).toBeLessThan(Math.min(of('keyword'), of('fit')) / 5);
    }
  });

  it('has equal weights for equal seeds and others for other seeds', async () => {
    const lists = training.slice(0, 60).map(({ list }) => list);
    const weightsOf = async (seed: number) =>
      (await train(lists, { seed, epochs: 2, members: 2 })).ranker.network.weights;
    expect(await weightsOf(7)).toEqual(await weightsOf(7));
    expect(await weightsOf(7)).not.toEqual(await weightsOf(8));
  });

  it('takes lists as they stream in', async () => {
    const lists = training.slice(0, 60).map(({ list }) => list);
    async function* stream() {
      yield* lists;
    }
    const more = { ...options, epochs: 1 };
    const streamed = await trainRanker(engine, stream(), more);
    expect(streamed.ranker).toEqual((await trainRanker(engine, lists, more)).ranker);
  });

  it('begins at the prior', async () => {
    const { ranker } = await train(
      training.map(({ list }) => list),
      { epochs: 0 },
    );
    expect(qualityOf(ranker, unseen)).toBeCloseTo(ofKeyword, 2);
  });

  it('goes on from an earlier one, and keeps what that had learned', async () => {
    const lists = training.map(({ list }) => list);
    const settings = { ...large, epochs: 15, noise: 0.1, decay: 0.001, members: 2 };
    const first = await train(lists.slice(0, 200), settings);
    const second = await train(lists.slice(200), {
      ...settings,
      epochs: 5,
      warmStart: first.ranker,
    });
    const anew = await train(lists.slice(200), { ...settings, epochs: 5 });
    expect(second.ranker.network.members).toBe(2);
    expect(qualityOf(second.ranker, unseen)).toBeGreaterThan(
      qualityOf(first.ranker, unseen) - 0.01,
    );
    expect(qualityOf(second.ranker, unseen)).toBeGreaterThan(qualityOf(anew.ranker, unseen) + 0.05);
  });

  it('does not go on from one that knows other features', async () => {
    const lists = training.slice(0, 60).map(({ list }) => list);
    const { ranker } = await train(lists, { epochs: 1 });
    const warmStart = { ...ranker, features: features.toReversed() };
    await expect(train(lists, { warmStart })).rejects.toMatchObject({
      code: 'MODEL_INCOMPATIBLE',
    });
  });

  it('stops in the middle when it is told to, with the reason', async () => {
    const stop = new AbortController();
    const seen: TrainingProgress[] = [];
    const ended = train(
      training.map(({ list }) => list),
      {
        signal: stop.signal,
        onProgress: (progress) => {
          seen.push(progress);
          if (progress.epoch.epoch === 2) stop.abort(new Error('the worker drains'));
        },
      },
    );
    await expect(ended).rejects.toThrow('the worker drains');
    expect(seen.map(({ epoch }) => epoch.epoch)).toEqual([0, 1, 2]);
  });

  it('holds out the latest lists when all say when they were shown', async () => {
    // From the 255th list on, the world has turned round: what was learned before only makes it worse.
    const lists = training.map(({ list }, at) => ({
      ...list,
      shownAt: 1000 + at,
      gains:
        at < 255
          ? list.gains
          : list.gains.map((_, row) => ((list.matrix.values[row * columns + 1] ?? 0) < -1 ? 1 : 0)),
    }));
    const { report } = await train(lists.toReversed(), { epochs: 6 });
    expect(report).toMatchObject({ shownFrom: 1000, shownTo: 1299 });
    expect(report.members[0]?.keptEpoch).toBe(0);
  });
});

describe('a ranker taught by clicks of shoppers who look at the top first', () => {
  // The shop shows by `keyword`, which says nothing about what is wanted; `fit` says all.
  const wanted = (row: Float32Array): number => row[1] ?? 0;
  const shown = judgedLists({ ...world, truth: wanted, seed: 4, lists: 1500 });
  const judged = judgedLists({ ...world, truth: wanted, seed: 5, lists: 200 });
  const clicked = clickedLists(shown, 1, 6);
  const withoutWeights = clicked.map(({ matrix, gains, positions }) => ({
    matrix,
    gains,
    ...(positions === undefined ? {} : { positions }),
  }));
  const settings = { maxWeight: 20, noise: 0.1, hidden: 4, ...large };
  let engine: Engine;

  beforeAll(async () => {
    engine = await openEngine(['wasm']);
  });

  async function learnt(lists: Iterable<TrainingList>, more: Partial<TrainingOptions> = noOptions) {
    return trainRanker(engine, lists, { ...options, prior: {}, ...settings, ...more });
  }

  it('believes in the order shown when nothing is done about it', async () => {
    const { ranker } = await learnt(withoutWeights);
    expect(qualityOf(ranker, judged)).toBeLessThan(0.8);
  });

  it('finds the true order when clicks count by how unlikely the look was', async () => {
    const naive = qualityOf((await learnt(withoutWeights)).ranker, judged);
    const weighted = qualityOf((await learnt(clicked)).ranker, judged);
    expect(weighted).toBeGreaterThan(0.9);
    expect(weighted).toBeGreaterThan(naive + 0.1);
  });

  // Place and keyword go together in every list here, so the tower cannot tell them apart for certain; weights can.
  it('finds more of the true order when places have a tower of their own', async () => {
    const naive = qualityOf((await learnt(withoutWeights)).ranker, judged);
    const { ranker, report } = await learnt(withoutWeights, { positionTower: 20 });
    expect(qualityOf(ranker, judged)).toBeGreaterThan(naive + 0.1);
    const [first = NaN, , third = NaN] = report.tower;
    expect(first).toBeGreaterThan(third);
  });
});

describe('a training set that cannot teach', () => {
  let engine: Engine;
  const lists = training.slice(0, 40).map(({ list }) => list);

  beforeAll(async () => {
    engine = await openEngine(['wasm']);
  });

  const refusal = (offered: readonly TrainingList[]) => trainRanker(engine, offered, options);

  it.each([
    ['of no list', []],
    ['of one list', lists.slice(0, 1)],
    [
      'in which all is equally good',
      lists.map((list) => ({ ...list, gains: list.gains.map(() => 1) })),
    ],
    [
      'in which nothing is good',
      lists.map((list) => ({ ...list, gains: list.gains.map(() => 0) })),
    ],
    [
      'in which one place takes all clicks',
      lists.map((list) => ({
        ...list,
        gains: list.gains.map((_, row) => (row === 0 ? 1 : 0)),
        positions: list.gains.map((_, row) => row),
      })),
    ],
  ])('is refused: one %s', async (_, offered) => {
    await expect(refusal(offered)).rejects.toMatchObject({ code: 'NOTHING_TO_LEARN' });
  });

  it.each([{ members: 0 }, { epochs: NaN }, { validationShare: 0.9 }, { listsPerStep: 0 }])(
    'is not begun with options that make no sense: %p',
    async (wrong) => {
      const work = trainRanker(engine, lists, { ...options, ...wrong });
      await expect(work).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    },
  );

  it('names a prior feature that the lists lack', async () => {
    const work = trainRanker(engine, lists, { ...options, prior: { bm25: 1 } });
    await expect(work).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });

  it('without a single known value leaves a ranker that scores all alike, and no NaN', async () => {
    const blank = lists.map((list) => ({
      ...list,
      matrix: featureMatrix(
        columns,
        list.matrix.values.map(() => NaN),
      ),
    }));
    const { ranker } = await refusal(blank);
    const scores = scoreRows(
      ranker,
      unseen[0]?.list.matrix ?? featureMatrix(columns, new Float32Array(0)),
    );
    expect(scores.length).toBe(20);
    expect(new Set(scores).size).toBe(1);
    expect(scores.every(Number.isFinite)).toBe(true);
  });

  it('of a single list, taken all the same, teaches without a NaN', async () => {
    const { ranker } = await trainRanker(engine, lists.slice(0, 1), { ...options, minLists: 1 });
    expect(ranker.network.weights.every(Number.isFinite)).toBe(true);
  });

  it('with holes and huge numbers teaches without a NaN', async () => {
    const torn = lists.map((list, at) => ({
      ...list,
      matrix: featureMatrix(
        columns,
        list.matrix.values.map((value, cell) =>
          (cell + at) % 3 === 0 ? ([NaN, Infinity, 3e38, -3e38][at % 4] ?? NaN) : value,
        ),
      ),
    }));
    const { ranker } = await refusal(torn);
    const scored = unseen.flatMap(({ list }) => [...scoreRows(ranker, list.matrix)]);
    expect(scored.every(Number.isFinite)).toBe(true);
  });
});
