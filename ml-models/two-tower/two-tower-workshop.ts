import { evaluateNextItems } from '../../src/evaluation/recommend/evaluate-next-items';
import { rankMetrics } from '../../src/evaluation/recommend/rank-metrics';
import type { NextItemCase } from '../../src/recommendation/learning/interaction-log.types';
import type {
  FitOrder,
  FittedRecommender,
  Lessons,
  RecommenderWorkshop,
} from '../../src/recommendation/learning/recommender-workshop.port';
import { TroveError } from '../../src/shared/errors';
import { SeededRandom } from '../../src/shared/seeded-random';
import type { Engine } from '../runtime/engine.types';
import { packTowers, unpackTowers } from './tower-artefact';
import { requireTwoTowerOptions, TWO_TOWER_DEFAULTS, type TwoTowerOptions } from './tower-options';
import { TowerTraining } from './tower-training';
import { firstTowers, type FeatureLists } from './towers';
import { TwoTowerRecommender } from './two-tower-recommender';

/** Trains towers on the engine of this process, which is opened when it is first needed; always anew. */
export class TwoTowerWorkshop implements RecommenderWorkshop<TwoTowerOptions> {
  readonly name = 'two-tower';
  readonly defaults = TWO_TOWER_DEFAULTS;

  constructor(private readonly engine: () => Promise<Engine>) {}

  async fit(lessons: Lessons, order: FitOrder<TwoTowerOptions>): Promise<FittedRecommender> {
    const { options, seed, signal } = order;
    requireTwoTowerOptions(options);
    signal.throwIfAborted();
    const { log } = lessons;
    const engine = await this.engine();
    const random = new SeededRandom(seed);
    const touched = new Uint8Array(log.itemCount);
    for (const item of log.items) touched[item] = 1;
    const { width, hidden } = options;
    const shape = { itemCount: log.itemCount, width, hidden, lists: listsOf(lessons) };
    const towers = firstTowers(shape, touched, random);
    const training = new TowerTraining(towers, log, { tf: engine.tf, options, random, signal });
    if (training.examples < 2)
      throw new TroveError(
        'NOTHING_TO_LEARN',
        `${training.examples} acts came after others: at least two are needed, to tell what comes next from what does not.`,
      );
    const { artefact, metrics } = await trainTowers(training, engine, order);
    return {
      artefact,
      engine: engine.report.name,
      metrics: { ...metrics, examples: training.examples },
    };
  }

  async read(artefact: Uint8Array): Promise<TwoTowerRecommender> {
    const model = unpackTowers(artefact);
    return new TwoTowerRecommender(model, await this.engine());
  }
}

function listsOf({ log, features }: Lessons): FeatureLists {
  if (features !== null) return features;
  const offsets = new Uint32Array(log.itemCount + 1);
  return { offsets, features: new Uint32Array(), featureCount: 0 };
}

/** The epoch that was best on validation; the last where nothing was kept back. */
interface BestEpoch {
  readonly artefact: Buffer;
  readonly metrics: Readonly<Record<string, number>>;
}

async function trainTowers(
  training: TowerTraining,
  engine: Engine,
  { options, validation, signal, onProgress, seed }: FitOrder<TwoTowerOptions>,
): Promise<BestEpoch> {
  const { epochs, patience } = options;
  const cases = validation === null ? [] : sampleOf(validation, new SeededRandom(seed));
  let best: BestEpoch | null = null;
  let bestNdcg = -Infinity;
  let kept = 0;
  for (let epoch = 1; epoch <= epochs && epoch - kept <= patience; epoch += 1) {
    const loss = await training.run();
    const model = { towers: training.towers, taste: options };
    const ndcg = cases.length === 0 ? epoch : await ndcgOf(new TwoTowerRecommender(model, engine), cases, signal); // prettier-ignore
    if (ndcg > bestNdcg) {
      kept = epoch;
      bestNdcg = ndcg;
      const told = cases.length === 0 ? {} : { validationNdcg10: ndcg };
      best = { artefact: packTowers(model), metrics: { epochs: epoch, keptEpoch: epoch, trainingLoss: loss, ...told } }; // prettier-ignore
    }
    const quality = cases.length === 0 ? '' : `, NDCG@10 ${ndcg.toFixed(4)}`;
    onProgress(epoch / epochs, `epoch ${epoch} of ${epochs}, loss ${loss.toFixed(3)}${quality}`);
    if (best !== null) best = { ...best, metrics: { ...best.metrics, epochs: epoch } };
  }
  if (best === null) throw new RangeError('an epoch always leaves a model');
  return best;
}

/** As many as tell an epoch from the next within seconds. */
const MOST_CASES = 2000;

function sampleOf(cases: readonly NextItemCase[], random: SeededRandom): readonly NextItemCase[] {
  if (cases.length <= MOST_CASES) return cases;
  return Array.from({ length: MOST_CASES }, () => random.pick(cases));
}

async function ndcgOf(
  recommender: TwoTowerRecommender,
  cases: readonly NextItemCase[],
  signal: AbortSignal,
): Promise<number> {
  try {
    const { places } = await evaluateNextItems(recommender, cases, { signal });
    return rankMetrics(10, places).ndcg.mean;
  } finally {
    recommender.dispose();
  }
}
