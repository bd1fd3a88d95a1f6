import type { Recommender } from '../../src/recommendation/learning/recommender.port';
import type {
  FitOrder,
  FittedRecommender,
  Lessons,
  RecommenderWorkshop,
} from '../../src/recommendation/learning/recommender-workshop.port';
import type { Stopwatch } from '../../src/shared/deadline';
import type { Engine } from '../runtime/engine.types';
import { networkFromBytes, networkToBytes } from './sequence-artefact';
import { SequenceRecommender } from './sequence-recommender';
import { trainSequence, type TrainedSequence } from './train-sequence';
import { DEFAULT_OPTIONS, type SequenceOptions } from './training-options';

/** Makes sequence networks on the engine of this process, which is opened when it is first needed. */
export class SequenceWorkshop implements RecommenderWorkshop<SequenceOptions> {
  readonly name = 'sequence';
  readonly defaults = DEFAULT_OPTIONS;

  constructor(
    private readonly engine: () => Promise<Engine>,
    private readonly stopwatch: Stopwatch,
  ) {}

  /** @throws TroveError TRAINING_TOO_LONG besides, when it would take longer here than the options allow. */
  async fit(lessons: Lessons, order: FitOrder<SequenceOptions>): Promise<FittedRecommender> {
    const engine = await this.engine();
    const trained = await trainSequence(engine, lessons, order, this.stopwatch);
    return {
      artefact: networkToBytes(trained.kept.network),
      engine: engine.report.name,
      metrics: metricsOf(trained),
    };
  }

  async read(artefact: Uint8Array): Promise<Recommender> {
    return new SequenceRecommender(await this.engine(), networkFromBytes(artefact));
  }
}

function metricsOf({
  kept,
  epochs,
  steps,
  loss,
  tookMs,
}: TrainedSequence): FittedRecommender['metrics'] {
  return {
    ...{ epochs, keptEpoch: kept.epoch, steps, trainingLoss: loss, seconds: tookMs / 1000 },
    ...(kept.quality !== null && {
      validationNdcg10: kept.quality.ndcg10,
      validationHr10: kept.quality.hr10,
    }),
  };
}
