import type {
  FitOrder,
  Lessons,
} from '../../src/recommendation/learning/recommender-workshop.port';
import type { Stopwatch } from '../../src/shared/deadline';
import { TroveError } from '../../src/shared/errors';
import { SeededRandom } from '../../src/shared/seeded-random';
import type { Engine } from '../runtime/engine.types';
import { allItems, sampledItems, sharesOf } from './candidates';
import { startFromNeighbours } from './neighbour-start';
import { nextItemQuality } from './next-item-quality';
import type { NetworkShape, SequenceNetwork } from './network-shape';
import { randomNetwork } from './random-network';
import { networkFromBytes } from './sequence-artefact';
import { SequenceLearner } from './sequence-learner';
import { TrainingPace } from './training-pace';
import { mostEpochs, requireOptions, type SequenceOptions } from './training-options';
import {
  fingerprint,
  stateFromBytes,
  stateToBytes,
  type KeptNetwork,
  type TrainingState,
} from './training-state';
import { trainingWindows, type TrainingWindow } from './training-windows';

export interface TrainedSequence {
  readonly kept: KeptNetwork;
  readonly epochs: number;
  readonly steps: number;
  /** Of the last pass. */
  readonly loss: number;
  readonly tookMs: number;
}

/**
 * Trains a sequence network. With validation cases it stops when they have not come out better for a while, and the best pass is kept; without, after so many
 * passes as the options say.
 *
 * @throws TroveError NOTHING_TO_LEARN, INVALID_INPUT, TRAINING_TOO_LONG; the reason of the signal, when it is aborted.
 */
export async function trainSequence(
  engine: Engine,
  lessons: Lessons,
  order: FitOrder<SequenceOptions>,
  stopwatch: Stopwatch,
): Promise<TrainedSequence> {
  requireOptions(order.options);
  const windows = trainingWindows(lessons.log, order.options.length);
  requireLessons(windows, lessons.log.itemCount);
  return new Training(engine, { lessons, order, windows, stopwatch }).run();
}

interface Work {
  readonly lessons: Lessons;
  readonly order: FitOrder<SequenceOptions>;
  readonly windows: readonly TrainingWindow[];
  readonly stopwatch: Stopwatch;
}

class Training {
  private readonly shape: NetworkShape;
  private readonly print: string;
  private readonly pace: TrainingPace;

  constructor(
    private readonly engine: Engine,
    private readonly work: Work,
  ) {
    const { lessons, order, windows, stopwatch } = work;
    const { width, blocks, heads, length } = order.options;
    this.shape = { items: lessons.log.itemCount, width, blocks, heads, length };
    // How long it may take does not decide what comes of it.
    const options = { ...order.options, mostMinutes: 0 };
    this.print = fingerprint(lessons, { ...order, options }, engine.report.name);
    this.pace = new TrainingPace(engine.report.name, order, windows, stopwatch);
  }

  async run(): Promise<TrainedSequence> {
    const { options, validation } = this.work.order;
    const most = mostEpochs(options, validation);
    let state = await this.begun();
    const learner = this.learnerFrom(state?.learner ?? this.start());
    while (!isOver(state, most, options.patience)) {
      state = await this.pass(learner, state);
      await this.work.order.checkpoints?.save(stateToBytes(this.print, state));
    }
    const { kept, epoch, loss, tookMs } = state;
    return { kept, epochs: epoch, steps: learner.state.steps, loss, tookMs };
  }

  private async begun(): Promise<TrainingState | null> {
    const bytes = (await this.work.order.checkpoints?.load()) ?? null;
    return bytes === null ? null : stateFromBytes(this.print, bytes);
  }

  private async pass(
    learner: SequenceLearner,
    before: TrainingState | null,
  ): Promise<TrainingState> {
    const { order, stopwatch } = this.work;
    const began = stopwatch();
    const epoch = (before?.epoch ?? 0) + 1;
    this.pace.beginPass(epoch);
    const loss = await learner.pass(epoch);
    const network = learner.average();
    const quality =
      order.validation === null
        ? null
        : await nextItemQuality(this.engine.tf, network, order.validation, order.signal);
    const found: KeptNetwork = { network, epoch, quality };
    const kept = before === null || isBetter(found, before.kept) ? found : before.kept;
    const most = mostEpochs(order.options, order.validation);
    order.onProgress(epoch / most, noteOf(found, loss, most));
    const tookMs = (before?.tookMs ?? 0) + stopwatch() - began;
    return { epoch, learner: learner.state, kept, loss, tookMs };
  }

  private learnerFrom(start: ConstructorParameters<typeof SequenceLearner>[1]): SequenceLearner {
    const { order, windows, lessons } = this.work;
    const { options, seed, signal } = order;
    const choose =
      this.shape.items <= options.allItemsUpTo
        ? allItems
        : sampledItems(sharesOf(lessons.log.items, this.shape.items), options.negatives);
    const onStep = (): void => {
      this.pace.noteStep();
    };
    const { tf } = this.engine;
    const settings = { tf, shape: this.shape, options, windows, choose, seed, onStep, signal };
    return new SequenceLearner(settings, start);
  }

  /** From the earlier network where it has the same shape, but for items that came since; anew otherwise. */
  private start(): SequenceNetwork {
    const { order, windows } = this.work;
    const { previous, seed } = order;
    const fresh = randomNetwork(this.shape, new SeededRandom(seed));
    startFromNeighbours(fresh.table, this.shape.width, windows, seed);
    const earlier = previous === null ? null : readable(previous);
    if (earlier === null || !fits(earlier.shape, this.shape)) return fresh;
    fresh.table.set(earlier.table);
    return { ...fresh, rest: earlier.rest };
  }
}

function isOver(
  state: TrainingState | null,
  epochs: number,
  patience: number,
): state is TrainingState {
  if (state === null) return false;
  if (state.epoch >= epochs) return true;
  return state.kept.quality !== null && state.epoch - state.kept.epoch >= patience;
}

/** Without validation cases the latest is the best. */
function isBetter(found: KeptNetwork, kept: KeptNetwork): boolean {
  if (found.quality === null || kept.quality === null) return true;
  return found.quality.ndcg10 > kept.quality.ndcg10;
}

/** Null for what cannot be gone on from. */
function readable(artefact: Uint8Array): SequenceNetwork | null {
  try {
    return networkFromBytes(artefact);
  } catch (error) {
    if (error instanceof TroveError) return null;
    throw error;
  }
}

function fits(earlier: NetworkShape, shape: NetworkShape): boolean {
  const { items, ...sides } = shape;
  const same = Object.entries(sides).every(([side, size]) => Reflect.get(earlier, side) === size);
  return same && earlier.items <= items;
}

function noteOf({ quality, epoch }: KeptNetwork, loss: number, epochs: number): string {
  const reached = quality === null ? '' : `, NDCG@10 ${quality.ndcg10.toFixed(4)}`;
  return `epoch ${epoch} of at most ${epochs}, loss ${loss.toFixed(3)}${reached}`;
}

/** @throws TroveError NOTHING_TO_LEARN */
function requireLessons(windows: readonly TrainingWindow[], items: number): void {
  if (windows.length > 0 && items > 1) return;
  throw new TroveError(
    'NOTHING_TO_LEARN',
    `Of ${items} products none was followed by another one in any shopper's history. Wait for more feedback.`,
  );
}
