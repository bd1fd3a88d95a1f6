import type { Engine } from '../runtime/engine.types';
import { meanOf } from '../../src/evaluation/statistics';
import type {
  MadeRanker,
  RankerOrder,
  RankerWorkshop,
  ScoreRows,
  TeachingList,
} from '../../src/training/ranker-workshop.port';
import { priorRanker } from './prior-ranker';
import { rankerFromBytes, rankerToBytes } from './ranker-bytes';
import { scoreRows } from './score-rows';
import { trainRanker } from './train-ranker';
import type { TrainingOptions, TrainingProgress } from './training-options';
import type { TrainingReport } from './training-report.types';

/** Makes rankers on the engine of this process, which is opened when it is first needed. */
export class EngineRankerWorkshop implements RankerWorkshop {
  /** @param options that differ from the defaults. */
  constructor(
    private readonly engine: () => Promise<Engine>,
    private readonly options: Partial<TrainingOptions> = {},
  ) {}

  async train(
    lists: AsyncIterable<TeachingList> | Iterable<TeachingList>,
    order: RankerOrder,
  ): Promise<MadeRanker> {
    const { features, prior, seed, signal, warmStart, onProgress } = order;
    const earlier = warmStart === null ? null : rankerFromBytes(asBuffer(warmStart), features);
    const trained = await trainRanker(await this.engine(), lists, {
      ...this.options,
      ...{ features, prior, seed, signal },
      ...(earlier === null ? {} : { warmStart: earlier.ranker }),
      onProgress: (progress) => {
        onProgress(shareDone(progress));
      },
    });
    const { ranker, report } = trained;
    const untrained = priorRanker(ranker, prior);
    return {
      artefact: rankerToBytes(trained),
      engine: report.engine,
      lists: report.lists.kept,
      shownFrom: report.shownFrom,
      shownTo: report.shownTo,
      metrics: metricsOf(report),
      score: (matrix) => scoreRows(ranker, matrix),
      scoreUntrained: (matrix) => scoreRows(untrained, matrix),
    };
  }

  read(artefact: Uint8Array, features: readonly string[]): ScoreRows {
    const { ranker } = rankerFromBytes(asBuffer(artefact), features);
    return (matrix) => scoreRows(ranker, matrix);
  }
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Members and epochs are equally long; one that stops early makes a leap. */
function shareDone({ member, members, epoch, epochs }: TrainingProgress): number {
  return (member - 1 + (epochs === 0 ? 1 : epoch.epoch / epochs)) / members;
}

function metricsOf({ lists, rows, members }: TrainingReport): Readonly<Record<string, number>> {
  const kept = members.map(({ keptEpoch, epochs }) => epochs[keptEpoch]);
  const known = (values: readonly (number | null | undefined)[]) =>
    values.filter((value) => typeof value === 'number');
  const losses = known(kept.map((epoch) => epoch?.validationLoss));
  const quality = known(kept.map((epoch) => epoch?.validationNdcg));
  return {
    ...{ listsOffered: lists.offered, listsKept: lists.kept, rows, weightsCut: lists.weightsCut },
    listsValidation: lists.validation,
    members: members.length,
    epochs: meanOf(members.map(({ epochs }) => epochs.length - 1)),
    keptEpoch: meanOf(members.map(({ keptEpoch }) => keptEpoch)),
    ...(losses.length > 0 && { validationLoss: meanOf(losses) }),
    ...(quality.length > 0 && { validationNdcg: meanOf(quality) }),
  };
}
