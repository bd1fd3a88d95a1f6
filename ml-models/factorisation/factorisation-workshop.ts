import type { InteractionLog } from '../../src/recommendation/learning/interaction-log.types';
import type {
  FitOrder,
  FittedRecommender,
  Lessons,
  RecommenderWorkshop,
} from '../../src/recommendation/learning/recommender-workshop.port';
import { TroveError } from '../../src/shared/errors';
import { SeededRandom } from '../../src/shared/seeded-random';
import type { Engine } from '../runtime/engine.types';
import { fitSide, settle, type Effort, type Settled } from './alternate';
import { byShopper, turned, type ConfidenceMatrix } from './confidence-matrix';
import type { DenseRows } from '../runtime/dense-dots';
import {
  FACTORISATION_DEFAULTS,
  requireFactorisationOptions,
  type FactorisationOptions,
} from './factorisation-options';
import { FactorisationRecommender } from './factorisation-recommender';
import { packFactors, unpackFactors } from './item-factors';

/**
 * Implicit matrix factorisation by alternating least squares, in plain JavaScript. Goes on from an earlier fit, which is where it begins and no more: its lessons are always
 * all that is known.
 *
 * @see Hu, Koren and Volinsky 2008, "Collaborative Filtering for Implicit Feedback Datasets"; Rendle et al. 2022, "Revisiting the Performance of iALS on Item
 * Recommendation Benchmarks".
 */
export class FactorisationWorkshop implements RecommenderWorkshop<FactorisationOptions> {
  readonly name = 'factorisation';
  readonly defaults = FACTORISATION_DEFAULTS;

  /** @param engine that scores what was fitted; null: plain loops. */
  constructor(private readonly engine: (() => Promise<Engine>) | null) {}

  fit(lessons: Lessons, order: FitOrder<FactorisationOptions>): Promise<FittedRecommender> {
    return fitFactors(lessons, order);
  }

  async read(artefact: Uint8Array): Promise<FactorisationRecommender> {
    const factors = unpackFactors(artefact);
    return new FactorisationRecommender(factors, this.engine === null ? null : await this.engine());
  }
}

async function fitFactors(
  { log }: Lessons,
  order: FitOrder<FactorisationOptions>,
): Promise<FittedRecommender> {
  const { options, signal, previous, onProgress } = order;
  requireFactorisationOptions(options);
  signal.throwIfAborted();
  const shoppers = byShopper(log);
  if (shoppers.columns.length === 0)
    throw new TroveError('NOTHING_TO_LEARN', 'Nobody has done anything with any item yet.');
  const start = startOf(log, order);
  const rounds = previous === null ? options.rounds : options.warmRounds;
  const items = await alternate(start, {
    ...{ shoppers, rounds, onProgress },
    effort: { prior: options, steps: options.steps, signal },
  });
  const { unobserved, regularisation, frequencyPower, recency, history } = options;
  return {
    artefact: packFactors({
      items,
      reach: reachOf(log, options.popularityPower),
      foldIn: { unobserved, regularisation, frequencyPower, recency, history },
    }),
    engine: 'javascript',
    metrics: {
      rounds,
      factors: options.factors,
      shoppers: shoppers.rows,
      pairs: shoppers.columns.length,
    },
  };
}

interface Alternation {
  readonly shoppers: ConfidenceMatrix;
  readonly rounds: number;
  readonly effort: Effort;
  readonly onProgress: (done: number, note?: string) => void;
}

async function alternate(
  start: DenseRows,
  { shoppers, rounds, effort, onProgress }: Alternation,
): Promise<Settled> {
  const byItem = turned(shoppers);
  let items = settle(start);
  for (let round = 1; round <= rounds; round += 1) {
    const people = settle(await fitSide(shoppers, items, effort));
    items = settle(await fitSide(byItem, people, effort));
    onProgress(round / rounds, `round ${round} of ${rounds}`);
  }
  return items;
}

/** Small enough that the first scores are near 0, which is true of most pairs. */
const START_DEVIATION = 0.1;

function startOf(
  { itemCount }: InteractionLog,
  { options, seed, previous }: FitOrder<FactorisationOptions>,
): DenseRows {
  const { factors: width } = options;
  const random = new SeededRandom(seed);
  const deviation = START_DEVIATION / Math.sqrt(width);
  const values = Float32Array.from({ length: itemCount * width }, () =>
    random.normal(0, deviation),
  );
  if (previous === null) return { width, values };
  const earlier = unpackFactors(previous).items.rows;
  // Vectors of another width are of no use; items that came since begin at random.
  if (earlier.width === width) values.set(earlier.values.subarray(0, values.length));
  return { width, values };
}

/** An item that was met once is not worth more than this many make it. */
const ACTS_TAKEN_FOR_GRANTED = 10;

function reachOf({ itemCount, items, weights }: InteractionLog, power: number): Float32Array {
  const popularity = new Float64Array(itemCount).fill(ACTS_TAKEN_FOR_GRANTED);
  for (const [act, item] of items.entries())
    popularity[item] = (popularity[item] ?? 0) + (weights?.[act] ?? 1);
  return Float32Array.from(popularity, (count) => (count / ACTS_TAKEN_FOR_GRANTED) ** -power);
}
