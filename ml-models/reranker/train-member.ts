import { setImmediate } from 'node:timers/promises';
import type { TensorFlow } from '../runtime/engine.types';
import { ndcgAt } from '../../src/evaluation/ndcg';
import { meanOf } from '../../src/evaluation/statistics';
import type { SeededRandom } from '../../src/shared/seeded-random';
import { Adam } from './adam';
import { shuffled, type SplitLists } from './split-lists';
import { batchOf, type BatchSettings, type NoisePool } from './training-batch';
import type { KeptList } from './training-lists';
import type { EpochReport, TrainingPlan } from './training-options';
import { lookAt, stepOn, type Learner } from './training-step';

export interface MemberTraining {
  readonly tf: TensorFlow;
  readonly plan: TrainingPlan;
  readonly listsPerStep: number;
  readonly split: SplitLists;
  readonly batches: BatchSettings;
  /** Weights that decay pulls the network's towards. */
  readonly anchor: Float32Array;
  readonly random: SeededRandom;
  readonly noise: NoisePool;
  readonly onEpoch: (epoch: EpochReport) => void;
  readonly signal: AbortSignal | undefined;
}

export interface TrainedMember {
  readonly learner: Learner;
  readonly epochs: readonly EpochReport[];
  /** The epoch whose weights were kept; 0 when no pass did better than none. */
  readonly keptEpoch: number;
}

/**
 * Trains one network from the learner given, which is left as it is. With held-out lists the weights of the best epoch are kept, the
 * start among them; without, those of the last.
 *
 * @throws the reason of the signal, when it is aborted.
 */
export async function trainMember(start: Learner, work: MemberTraining): Promise<TrainedMember> {
  const pass = new TrainingPass(start, work);
  const first: EpochReport = { epoch: 0, trainingLoss: null, ...validate(start, work) };
  const epochs: EpochReport[] = [first];
  let kept = { learner: start, epoch: first };
  work.onEpoch(first);
  for (let epoch = 1; epoch <= work.plan.epochs; epoch += 1) {
    const trainingLoss = await pass.run();
    const report = { epoch, trainingLoss, ...validate(pass.learner, work) };
    epochs.push(report);
    work.onEpoch(report);
    if (isBetter(report, kept.epoch)) kept = { learner: copyOf(pass.learner), epoch: report };
    if (epoch - kept.epoch.epoch >= work.plan.patience) break;
  }
  return { learner: kept.learner, epochs, keptEpoch: kept.epoch.epoch };
}

/** The state of one training. */
class TrainingPass {
  readonly learner: Learner;
  private readonly weights: Float32Array;
  private readonly adam: Adam;

  constructor(
    start: Learner,
    private readonly work: MemberTraining,
  ) {
    this.weights = Float32Array.from([...start.network.weights, ...start.tower]);
    const size = start.network.weights.length;
    this.learner = {
      network: { ...start.network, weights: this.weights.subarray(0, size) },
      tower: this.weights.subarray(size),
    };
    this.adam = new Adam(this.weights.length, work.plan.learningRate);
  }

  /** One pass over the lists. @returns the mean loss. */
  async run(): Promise<number> {
    const { split, listsPerStep, random, signal } = this.work;
    const order = shuffled(split.training, random);
    let loss = 0;
    for (let at = 0; at < order.length; at += listsPerStep) {
      signal?.throwIfAborted();
      const lists = order.slice(at, at + listsPerStep);
      loss += this.step(lists) * lists.length;
      await setImmediate();
    }
    return loss / order.length;
  }

  private step(lists: readonly KeptList[]): number {
    const { tf, batches, noise } = this.work;
    const batch = batchOf(lists, batches);
    const features = batches.normalisation.mean.length;
    noise.addTo(batch.inputs, features, this.learner.network.inputs);
    const { loss, gradient } = stepOn(tf, this.learner, batch);
    this.pullTowardsAnchor(gradient);
    this.adam.move(this.weights, gradient);
    return loss;
  }

  /** The tower is what it is: only the ranker is held back. */
  private pullTowardsAnchor(gradient: Float32Array): void {
    const { plan, anchor } = this.work;
    anchor.forEach((weight, at) => {
      const moved = (this.weights[at] ?? 0) - weight;
      gradient[at] = (gradient[at] ?? 0) + plan.decay * moved;
    });
  }
}

function isBetter(epoch: EpochReport, best: EpochReport): boolean {
  if (epoch.validationLoss === null || best.validationLoss === null) return true;
  return epoch.validationLoss < best.validationLoss;
}

function copyOf({ network, tower }: Learner): Learner {
  return { network: { ...network, weights: network.weights.slice() }, tower: tower.slice() };
}

/** Lists looked at together when nothing is learned. */
const LISTS_PER_LOOK = 64;

function validate(
  learner: Learner,
  { tf, split, batches }: MemberTraining,
): Pick<EpochReport, 'validationLoss' | 'validationNdcg'> {
  const { validation } = split;
  if (validation.length === 0) return { validationLoss: null, validationNdcg: null };
  let loss = 0;
  const quality: number[] = [];
  for (let at = 0; at < validation.length; at += LISTS_PER_LOOK) {
    const lists = validation.slice(at, at + LISTS_PER_LOOK);
    const batch = batchOf(lists, batches);
    const seen = lookAt(tf, learner, batch);
    loss += seen.loss * lists.length;
    lists.forEach((list, index) => {
      const first = index * batch.rows;
      quality.push(qualityOf(list, seen.scores.subarray(first, first + list.matrix.rows)));
    });
  }
  return { validationLoss: loss / validation.length, validationNdcg: meanOf(quality) };
}

/** nDCG@10 of a list in the order of the scores. */
function qualityOf(list: KeptList, scores: Float32Array): number {
  // nDCG takes grades; a gain is 2^grade − 1.
  const grades = Array.from(list.gains, (gain) => Math.log2(gain + 1));
  const order = [...scores.keys()].toSorted((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0));
  return ndcgAt(
    10,
    order.map((row) => grades[row] ?? 0),
    grades,
  );
}
