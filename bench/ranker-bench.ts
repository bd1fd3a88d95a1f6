import { featureMatrix, type FeatureMatrix } from '../src/ranking/feature-matrix';
import type { Ranker } from '../ml-models/reranker/ranker.types';
import { Scorer } from '../ml-models/reranker/scorer';
import { scoreRows } from '../ml-models/reranker/score-rows';
import { trainRanker } from '../ml-models/reranker/train-ranker';
import type { TrainingList } from '../ml-models/reranker/training-lists';
import type { Engine } from '../ml-models/runtime/engine.types';
import { ENGINES, openEngine } from '../ml-models/runtime/open-engine';
import { percentileOf } from '../src/evaluation/statistics';
import { systemStopwatch } from '../src/shared/deadline';
import { SeededRandom } from '../src/shared/seeded-random';
import { systemTimer } from '../src/shared/timer';
import type { Cell, Measurement } from './bench-report';

const FEATURES = 40;
const SHOWN = 24;
const CANDIDATES = 100;
const TOGETHER = 64;
/** TROVE_BENCH_LISTS sets how many impressions are trained on; 100,000 is what the ranker is meant for. */
const LISTS = Number(process.env.TROVE_BENCH_LISTS ?? 20_000);

/** How fast the ranker scores and learns on every engine of this machine, against plain arithmetic in TypeScript. */
export async function rankerBench(): Promise<Measurement> {
  const rows: Cell[][] = [];
  for (const name of ENGINES) {
    const engine = await openEngine([name, 'cpu']);
    if (engine.report.name === name) rows.push([name, ...(await measured(engine))]);
  }
  return {
    name: 'ranker',
    how: `${FEATURES} features, three members of 16 hidden units. Scoring: one list of ${CANDIDATES} candidates, and ${TOGETHER} such lists at once through the scorer. Training: one member, ${LISTS} lists of ${SHOWN} with one click each, two passes.`,
    columns: [
      'engine',
      'one list, plain arithmetic, ms',
      'one list, one pass, ms',
      `${TOGETHER} lists, plain, ms`,
      `${TOGETHER} lists, one pass, ms`,
      'passes',
      'lists/s in training',
      'minutes per pass over 100,000 lists',
      'peak memory, MB',
    ],
    rows,
  };
}

async function measured(engine: Engine): Promise<Cell[]> {
  const random = new SeededRandom(1);
  const perSecond = await trainingSpeed(engine, random);
  const { ranker } = await trainRanker(engine, clickedLists(random, 50), {
    ...names,
    epochs: 1,
    members: 3,
  });
  const one = rowsOf(random, CANDIDATES);
  const many = Array.from({ length: TOGETHER }, () => rowsOf(random, CANDIDATES));
  const alone = await throughScorer(engine, ranker, [one]);
  const together = await throughScorer(engine, ranker, many);
  const peakMb = process.resourceUsage().maxRSS / 1024;
  return [
    (await p50(() => scoreRows(ranker, one))).toFixed(3),
    alone.passMs.toFixed(3),
    (await p50(() => many.map((rows) => scoreRows(ranker, rows)))).toFixed(2),
    together.passMs.toFixed(2),
    together.passes,
    Math.round(perSecond),
    (100_000 / perSecond / 60).toFixed(2),
    Math.round(peakMb),
  ];
}

const names = {
  features: Array.from({ length: FEATURES }, (_, at) => `feature${at}`),
  prior: { feature0: 1 },
  seed: 1,
};

function rowsOf(random: SeededRandom, rows: number): FeatureMatrix {
  const values = Float32Array.from({ length: rows * FEATURES }, () => random.next());
  return featureMatrix(FEATURES, values);
}

function* clickedLists(random: SeededRandom, count: number): Generator<TrainingList> {
  for (let list = 0; list < count; list += 1) {
    const clicked = random.below(SHOWN);
    const gains = Array.from({ length: SHOWN }, (_, row) => (row === clicked ? 1 : 0));
    yield { matrix: rowsOf(random, SHOWN), gains };
  }
}

/** Lists learned from per second, reading them in and validation included. */
async function trainingSpeed(engine: Engine, random: SeededRandom): Promise<number> {
  const lists = [...clickedLists(random, LISTS)];
  const epochs = 2;
  const began = performance.now();
  await trainRanker(engine, lists, { ...names, members: 1, epochs, patience: epochs });
  return (LISTS * epochs) / ((performance.now() - began) / 1000);
}

const ROUNDS = 200;

async function p50(work: () => unknown): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const began = performance.now();
    await work();
    times.push(performance.now() - began);
  }
  return percentileOf(
    times.toSorted((a, b) => a - b),
    50,
  );
}

/** Passes for one round of lists asked for at once, and the median duration of a pass without the wait for company. */
async function throughScorer(
  engine: Engine,
  ranker: Ranker,
  lists: readonly FeatureMatrix[],
): Promise<{ readonly passes: number; readonly passMs: number }> {
  const times: number[] = [];
  const scorer = new Scorer(engine, ranker, {
    stopwatch: systemStopwatch,
    timer: systemTimer,
    onPass: ({ tookMs }) => times.push(tookMs),
  });
  for (let round = 0; round < ROUNDS; round += 1) {
    await Promise.all(lists.map((rows) => scorer.score(rows)));
  }
  const { forwardPasses } = scorer.counts;
  await scorer.dispose();
  const sorted = times.toSorted((a, b) => a - b);
  return { passes: forwardPasses / ROUNDS, passMs: percentileOf(sorted, 50) };
}
