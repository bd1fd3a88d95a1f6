import { createReadStream, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { transitionWorkshop } from '../ml-models/transitions/transition-workshop';
import { leaveOneOut } from '../src/evaluation/recommend/leave-one-out';
import { readItemAttributes } from '../src/evaluation/recommend/read-item-attributes';
import { readSequences } from '../src/evaluation/recommend/read-sequences';
import type {
  ItemFeatures,
  NextItemCase,
} from '../src/recommendation/learning/interaction-log.types';
import type { Recommender } from '../src/recommendation/learning/recommender.port';
import { topItems } from '../src/recommendation/learning/top-items';
import { diversify } from '../src/recommendation/selection/diversify';
import { POOL_PER_CHOSEN } from '../src/recommendation/selection/order-segment';
import type { Measurement } from './bench-report';
import { DataSetMissing, dataSetFolder } from './data-sets';
import { chartsAsSvg, type ChartPoint } from './line-chart';

const LAMBDAS = [0, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1];
const LIST = 10;
const CASES_AT_ONCE = 64;

/** Asked of all shoppers alike: every nth case, to be done in a minute. */
const EVERY = 3;

/**
 * What λ of MMR costs and gains on Amazon Beauty: the counter of transitions proposes fifty products, of which MMR chooses ten; two products are alike as their
 * attributes are (Jaccard). Writes docs/images/diversity.svg with `--draw`.
 */
export async function diversityBench(): Promise<Measurement> {
  const { split, features } = await beauty();
  const nothing = {
    validation: null,
    previous: null,
    checkpoints: null,
    onProgress: () => undefined,
  };
  const order = { options: transitionWorkshop.defaults, seed: 1, signal: new AbortController().signal, ...nothing }; // prettier-ignore
  const fitted = await transitionWorkshop.fit({ log: split.train, features, baskets: null }, order);
  const recommender = await transitionWorkshop.read(fitted.artefact);
  const likeness = likenessBy(features);
  const chosen = split.validation.filter((_, place) => place % EVERY === 0);
  const asked = split.test.filter((_, place) => place % EVERY === 0);
  const validation = await sweep(recommender, chosen, likeness);
  const test = await sweep(recommender, asked, likeness);
  if (process.argv.includes('--draw')) draw(test);
  return {
    name: 'diversity',
    how: `MMR over the transitions counter on Amazon Beauty, fitted on train only; ${String(asked.length)} shoppers, pool of ${String(POOL_PER_CHOSEN * LIST)}, lists of ${String(LIST)}; likeness of products: Jaccard of attributes.`,
    columns: ['λ', 'NDCG@10 validation', 'NDCG@10 test', '± se', 'HR@10 test', 'intra-list diversity', 'ms per list'], // prettier-ignore
    rows: test.map((point, place) => [
      point.lambda,
      (validation[place]?.ndcg ?? 0).toFixed(4),
      point.ndcg.toFixed(4),
      point.ndcgError.toFixed(4),
      point.hitRate.toFixed(4),
      point.diversity.toFixed(4),
      point.msPerList.toFixed(3),
    ]),
  };
}

async function beauty() {
  const folder = join(dataSetFolder(), 'amazon-beauty');
  const file = join(folder, 'sequences.txt');
  if (!existsSync(file))
    throw new DataSetMissing(`${file} is missing. Set TROVE_DATASETS to the folder that holds amazon-beauty.`); // prettier-ignore
  const { log, items } = await readSequences(createInterface({ input: createReadStream(file) }));
  const attributes = readFileSync(join(folder, 'item-attributes.json'), 'utf8');
  return { split: leaveOneOut(log), features: readItemAttributes(attributes, items) };
}

interface Rated {
  readonly item: number;
  readonly score: number;
}

type Likeness = (one: Rated, other: Rated) => number;

function likenessBy({ offsets, features }: ItemFeatures): Likeness {
  const sets = Array.from(
    { length: offsets.length - 1 },
    (_, item) => new Set(features.subarray(offsets[item], offsets[item + 1])),
  );
  const none: ReadonlySet<number> = new Set();
  return (one, other) => {
    const [left, right] = [sets[one.item] ?? none, sets[other.item] ?? none];
    let both = 0;
    for (const feature of left) if (right.has(feature)) both += 1;
    const either = left.size + right.size - both;
    return either === 0 ? 0 : both / either;
  };
}

interface Outcome {
  readonly lambda: number;
  readonly ndcg: number;
  readonly ndcgError: number;
  readonly hitRate: number;
  /** One minus the mean likeness of two products of a list. */
  readonly diversity: number;
  readonly msPerList: number;
}

async function sweep(
  recommender: Recommender,
  cases: readonly NextItemCase[],
  likeness: Likeness,
): Promise<readonly Outcome[]> {
  const pools: { readonly target: number; readonly pool: readonly Rated[] }[] = [];
  for (let from = 0; from < cases.length; from += CASES_AT_ONCE) {
    const batch = cases.slice(from, from + CASES_AT_ONCE);
    const rows = await recommender.score(
      batch.map(({ history }) => ({
        past: Array.from(history, (item) => ({ item, weight: 1, ageMs: null })),
      })),
    );
    for (const [place, { history, target }] of batch.entries()) {
      const row = rows[place] ?? new Float32Array();
      for (const item of history) row[item] = -Infinity;
      const best = topItems(row, POOL_PER_CHOSEN * LIST);
      pools.push({ target, pool: Array.from(best, (item) => ({ item, score: row[item] ?? 0 })) });
    }
  }
  return LAMBDAS.map((lambda) => outcomeOf(lambda, pools, likeness));
}

function outcomeOf(
  lambda: number,
  pools: readonly { readonly target: number; readonly pool: readonly Rated[] }[],
  likeness: Likeness,
): Outcome {
  const beganAt = performance.now();
  const lists = pools.map(({ pool }) => diversify(pool, likeness, lambda, LIST));
  const msPerList = (performance.now() - beganAt) / pools.length;
  const gains = lists.map((list, place) => {
    const rank = list.findIndex(({ item }) => item === pools[place]?.target);
    return rank < 0 ? 0 : 1 / Math.log2(rank + 2);
  });
  const ndcg = mean(gains);
  const spread = Math.sqrt(mean(gains.map((gain) => (gain - ndcg) ** 2)));
  return {
    lambda,
    ndcg,
    ndcgError: spread / Math.sqrt(gains.length),
    hitRate: mean(gains.map((gain) => (gain > 0 ? 1 : 0))),
    diversity: mean(lists.filter((list) => list.length > 1).map((list) => unlike(list, likeness))),
    msPerList,
  };
}

function unlike(list: readonly Rated[], likeness: Likeness): number {
  const pairs = list.flatMap((one, place) =>
    list.slice(place + 1).map((other) => 1 - likeness(one, other)),
  );
  return mean(pairs);
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

function draw(outcomes: readonly Outcome[]): void {
  const line = (pointOf: (outcome: Outcome) => ChartPoint) => [
    { name: 'Beauty, transitions', colour: '#1b6ca8', points: outcomes.map(pointOf) },
  ];
  const fit = line(({ lambda: x, ndcg: y, ndcgError }) => ({ x, y, low: y - ndcgError, high: y + ndcgError })); // prettier-ignore
  const difference = line(({ lambda: x, diversity: y }) => ({ x, y, low: y, high: y }));
  const svg = chartsAsSvg([
    { title: 'NDCG@10', xTitle: 'λ', lines: fit },
    { title: 'Intra-list diversity', xTitle: 'λ', lines: difference },
  ]);
  writeFileSync(join('docs', 'images', 'diversity.svg'), svg);
}
