import type {
  InteractionLog,
  ItemFeatures,
  NextItemCase,
} from '../../recommendation/learning/interaction-log.types';
import type { RecommenderWorkshop } from '../../recommendation/learning/recommender-workshop.port';
import { coldSlices, type CaseSlice } from './cold-slices';
import { evaluateNextItems } from './evaluate-next-items';
import { listMetrics, type ListMetrics } from './list-metrics';
import type { NextItemSplit } from './next-item-split';
import { CUTS, rankMetrics, type RankMetrics } from './rank-metrics';

/** What a recommender may learn from before it is measured. Figures of different protocols cannot be compared. */
export type FittedOn =
  /** What was not kept back: the protocol of the published tables. */
  | 'TRAIN'
  /** That and the validation items, as production would; labelled, for it is another protocol. */
  | 'TRAIN_AND_VALIDATION'
  /** Everything, the test items included: only to check the harness against figures that were published so. */
  | 'EVERYTHING';

/** Which items are to be found. `VALIDATION` is for choosing; `TEST` is asked once. */
export type MeasuredOn = 'VALIDATION' | 'TEST';

export interface MeasurementOrder {
  readonly split: NextItemSplit;
  /** The whole log. */
  readonly log: InteractionLog;
  readonly features: ItemFeatures | null;
  readonly fittedOn: FittedOn;
  readonly measuredOn: MeasuredOn;
  readonly options: object;
  readonly seed: number;
  readonly signal: AbortSignal;
  /** In milliseconds, from any moment on. */
  readonly now: () => number;
  readonly onProgress: (done: number, note: string) => void;
}

/** How good one recommender is, and what it took. */
export interface RecommenderMeasurement {
  readonly model: string;
  readonly protocol: string;
  readonly fittedOn: FittedOn;
  readonly measuredOn: MeasuredOn;
  readonly options: object;
  readonly seed: number;
  readonly engine: string;
  readonly items: number;
  readonly shoppers: number;
  readonly actsLearntFrom: number;
  readonly cases: number;
  readonly repeatedTargets: number;
  readonly ranks: readonly RankMetrics[];
  readonly lists: ListMetrics;
  readonly slices: readonly CaseSlice[];
  /** What fitting reported of itself. */
  readonly fit: Readonly<Record<string, number>>;
  readonly fitSeconds: number;
  readonly evaluationSeconds: number;
  readonly artefactBytes: number;
}

/** Share of the work that fitting is thought to be. */
const FIT_SHARE = 0.8;

/** Fits a recommender and measures it. @throws what the workshop throws */
export async function measureRecommender(
  workshop: RecommenderWorkshop,
  order: MeasurementOrder,
): Promise<RecommenderMeasurement> {
  const { split, signal, now, onProgress } = order;
  const learnt = logToLearnFrom(order);
  const beganAt = now();
  const fitted = await workshop.fit(
    { log: learnt, features: order.features, baskets: null },
    {
      options: order.options,
      seed: order.seed,
      validation: order.fittedOn === 'TRAIN' ? split.validation : null,
      previous: null,
      checkpoints: null,
      signal,
      onProgress: (done, note) => {
        onProgress(done * FIT_SHARE, note ?? 'learning');
      },
    },
  );
  const fittedAt = now();
  const recommender = await workshop.read(fitted.artefact);
  const cases = casesToFind(order);
  try {
    const { places, lists } = await evaluateNextItems(recommender, cases, {
      signal,
      onProgress: (done) => {
        onProgress(FIT_SHARE + done * (1 - FIT_SHARE), 'measuring');
      },
    });
    return {
      ...circumstancesOf(order, learnt),
      model: workshop.name,
      engine: fitted.engine,
      cases: cases.length,
      ranks: CUTS.map((k) => rankMetrics(k, places)),
      lists: listMetrics(lists, learnt, order.features),
      slices: coldSlices(cases, places, learnt),
      fit: fitted.metrics,
      fitSeconds: (fittedAt - beganAt) / 1000,
      evaluationSeconds: (now() - fittedAt) / 1000,
      artefactBytes: fitted.artefact.byteLength,
    };
  } finally {
    recommender.dispose();
  }
}

function circumstancesOf(
  { split, fittedOn, measuredOn, options, seed }: MeasurementOrder,
  learnt: InteractionLog,
) {
  return {
    protocol: split.protocol,
    fittedOn,
    measuredOn,
    options,
    seed,
    items: learnt.itemCount,
    shoppers: learnt.offsets.length - 1,
    actsLearntFrom: learnt.items.length,
    repeatedTargets: split.repeated,
  };
}

function logToLearnFrom({ fittedOn, split, log }: MeasurementOrder): InteractionLog {
  if (fittedOn === 'EVERYTHING') return log;
  return fittedOn === 'TRAIN' ? split.train : split.refit;
}

function casesToFind({ measuredOn, split }: MeasurementOrder): readonly NextItemCase[] {
  return measuredOn === 'TEST' ? split.test : split.validation;
}
