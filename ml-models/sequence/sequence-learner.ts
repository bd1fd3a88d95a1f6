import { setImmediate } from 'node:timers/promises';
import { SeededRandom } from '../../src/shared/seeded-random';
import type { TensorFlow } from '../runtime/engine.types';
import { AveragedAdam, type AdamState } from './averaged-adam';
import type { CandidateChoice, Candidates } from './candidates';
import { MaskPool } from './mask-pool';
import type { NetworkShape, SequenceNetwork } from './network-shape';
import { trainingBatches, type TrainingBatch } from './training-batches';
import type { SequenceOptions } from './training-options';
import { stepOn } from './training-step';
import type { TrainingWindow } from './training-windows';

/** What a training must keep to go on later as if nothing had happened. */
export interface LearnerState {
  readonly steps: number;
  readonly table: AdamState;
  readonly rest: AdamState;
}

export interface LearnerSettings {
  readonly tf: TensorFlow;
  readonly shape: NetworkShape;
  readonly options: SequenceOptions;
  readonly windows: readonly TrainingWindow[];
  readonly choose: CandidateChoice;
  readonly seed: number;
  /** Told after every step. */
  readonly onStep: (loss: number) => void;
  readonly signal: AbortSignal;
}

/** A network in training. Every pass draws its chances from the seed and its own number alone, so that it can begin at any. */
export class SequenceLearner {
  private readonly table: AveragedAdam;
  private readonly rest: AveragedAdam;
  private readonly masks: MaskPool;
  private readonly attentionMasks: MaskPool;
  private steps: number;

  constructor(
    private readonly settings: LearnerSettings,
    start: SequenceNetwork | LearnerState,
  ) {
    const { shape, options, tf, seed } = settings;
    const adam = { rate: options.learningRate, averageKeeps: options.averageKeeps };
    if ('steps' in start) {
      this.steps = start.steps;
      this.table = new AveragedAdam(start.table, shape.width, adam);
      this.rest = new AveragedAdam(start.rest, start.rest.values.length, adam);
      this.table.resumeAfter(start.steps);
      this.rest.resumeAfter(start.steps);
    } else {
      this.steps = 0;
      this.table = AveragedAdam.from(start.table.slice(), shape.width, adam);
      this.rest = AveragedAdam.from(start.rest.slice(), start.rest.length, adam);
    }
    const random = new SeededRandom(seedOf(seed, 0));
    // A row more, as their number is rounded up.
    const tokens = (options.rowsPerStep + 1) * shape.length;
    this.masks = new MaskPool(tf, random, { rate: options.dropout, largest: tokens * shape.width });
    this.attentionMasks = new MaskPool(tf, random, {
      rate: options.attentionDropout,
      largest: tokens * shape.length * shape.heads,
    });
  }

  /** As it is, not copied. */
  get state(): LearnerState {
    return { steps: this.steps, table: this.table.state, rest: this.rest.state };
  }

  /** The running average of the weights, copied. */
  average(): SequenceNetwork {
    this.table.settle();
    this.rest.settle();
    return {
      shape: this.settings.shape,
      table: this.table.state.average.slice(),
      rest: this.rest.state.average.slice(),
    };
  }

  /**
   * One pass over the windows. @param epoch from 1. @returns the mean loss.
   *
   * @throws the reason of the signal, when it is aborted.
   */
  async pass(epoch: number): Promise<number> {
    const { windows, seed, onStep, signal } = this.settings;
    const random = new SeededRandom(seedOf(seed, epoch));
    const size = this.rowsOfStep();
    let sum = 0;
    let steps = 0;
    for (const batch of trainingBatches(windows, size, random)) {
      signal.throwIfAborted();
      const loss = this.step(batch, random);
      sum += loss;
      steps += 1;
      onStep(loss);
      await setImmediate();
    }
    return sum / Math.max(1, steps);
  }

  /** As many acts as the options say, in rows no longer than the longest history: what looks back costs the square of a row. */
  private rowsOfStep(): { readonly rowLength: number; readonly rows: number } {
    const { windows, options } = this.settings;
    const rowLength = windows.reduce((most, { inputs }) => Math.max(most, inputs.length), 1);
    return { rowLength, rows: Math.ceil((options.rowsPerStep * options.length) / rowLength) };
  }

  private step(batch: TrainingBatch, random: SeededRandom): number {
    const { tf, shape, choose } = this.settings;
    const candidates = choose(batch, random);
    const { loss, rest, vectors } = stepOn(tf, {
      shape,
      candidates,
      rest: this.rest.state.values,
      vectors: this.vectorsOf(candidates),
      rows: batch.rows,
      weights: batch.weights,
      drop: this.masks.dropper(random),
      dropAttention: this.attentionMasks.dropper(random),
    });
    this.steps += 1;
    this.rest.begin(this.steps);
    this.rest.move(0, rest, 0);
    this.table.begin(this.steps);
    const count = vectors.length / shape.width;
    for (let place = 0; place < count; place += 1) {
      this.table.move(candidates.items?.[place] ?? place, vectors, place * shape.width);
    }
    return loss;
  }

  private vectorsOf({ items }: Candidates): Float32Array {
    const { values } = this.table.state;
    const { width } = this.settings.shape;
    if (items === null) return values;
    const vectors = new Float32Array(items.length * width);
    items.forEach((item, place) => {
      vectors.set(values.subarray(item * width, (item + 1) * width), place * width);
    });
    return vectors;
  }
}

/** Seeds far from each other, also for neighbouring passes. */
function seedOf(seed: number, pass: number): number {
  return Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(pass + 1, 0xc2b2ae35);
}
