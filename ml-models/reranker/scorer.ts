import DataLoader from 'dataloader';
import type { Engine, Tensor2D, TensorFlow } from '../runtime/engine.types';
import type { Deadline, Stopwatch } from '../../src/shared/deadline';
import { TroveError } from '../../src/shared/errors';
import type { After } from '../../src/shared/timer';
import { requireColumns, type FeatureMatrix } from '../../src/ranking/feature-matrix';
import { forwardPass, tensorsOf, type NetworkTensors } from './forward-pass';
import { inputsOf, inputsOfMatrix } from './normalisation';
import type { Ranker } from './ranker.types';

export interface ScorerSettings {
  /**
   * How long the first list of a batch waits for others, in milliseconds, when the batch before had several. A list that comes alone waits
   * for what is on its way in this turn of the event loop and no longer. Default 1.
   */
  readonly windowMs?: number;
  /** The most lists of one forward pass. Default 64. */
  readonly maxBatchSize?: number;
  readonly stopwatch: Stopwatch;
  readonly timer: After;
  /** Told after every forward pass, for metrics. */
  readonly onPass?: (pass: ForwardPassReport) => void;
}

export interface ForwardPassReport {
  readonly lists: number;
  readonly rows: number;
  /** How long its lists had waited, in milliseconds. */
  readonly queueWaitsMs: readonly number[];
  /** How long the pass itself took, in milliseconds. */
  readonly tookMs: number;
}

/** What a scorer has done since it was made. */
export interface ScorerCounts {
  readonly forwardPasses: number;
  readonly lists: number;
  readonly rows: number;
  /** Lists whose deadline came before their scores. */
  readonly tooLate: number;
  /** Sum over the lists of the time until their pass began, in milliseconds. */
  readonly queueWaitMs: number;
  /** Sum over the passes, in milliseconds. */
  readonly passMs: number;
}

interface Waiting {
  readonly matrix: FeatureMatrix;
  readonly deadline: Deadline | undefined;
  readonly since: number;
}

const DEFAULTS = { windowMs: 1, maxBatchSize: 64 };

/**
 * Scores lists with one ranker. Lists that come within one window share a forward pass, whichever requests they belong to: make
 * one scorer per ranker and process.
 */
export class Scorer {
  private readonly loader: DataLoader<Waiting, Float32Array>;
  private readonly tensors: NetworkTensors;
  private readonly underWay = new Set<Promise<unknown>>();
  private closing: Promise<void> | null = null;
  /** Several lists came at about the same time, so that more of them are to be expected. */
  private isCrowded = false;
  private done = {
    forwardPasses: 0,
    lists: 0,
    rows: 0,
    tooLate: 0,
    queueWaitMs: 0,
    passMs: 0,
  };

  constructor(
    private readonly engine: Engine,
    private readonly ranker: Ranker,
    private readonly settings: ScorerSettings,
  ) {
    this.tensors = tensorsOf(engine.tf, ranker.network);
    const { windowMs, maxBatchSize } = { ...DEFAULTS, ...settings };
    this.loader = new DataLoader((lists) => this.pass(lists), {
      cache: false,
      maxBatchSize,
      // Not the timer of the settings, which does not keep the process alive: somebody waits for this.
      batchScheduleFn: (run) => {
        if (this.isCrowded) setTimeout(run, windowMs);
        else setImmediate(run);
      },
    });
  }

  get counts(): ScorerCounts {
    return { ...this.done };
  }

  /**
   * @returns one score per row, higher is better; scores are comparable within a list only.
   * @throws TroveError DEADLINE_EXCEEDED when the deadline comes first, SHUTTING_DOWN after `dispose`, INVALID_INPUT for rows of
   * another width.
   */
  async score(matrix: FeatureMatrix, deadline?: Deadline): Promise<Float32Array> {
    if (this.closing !== null) throw disposed();
    requireColumns(matrix, this.ranker.features.length);
    try {
      return await this.inTime(matrix, deadline);
    } catch (error) {
      if (error instanceof TroveError && error.code === 'DEADLINE_EXCEEDED') this.done.tooLate += 1;
      throw error;
    }
  }

  /** Frees what the ranker holds in the engine, after everything asked for has been answered. */
  dispose(): Promise<void> {
    this.closing ??= this.close();
    return this.closing;
  }

  private async close(): Promise<void> {
    await Promise.all(this.underWay);
    this.engine.tf.dispose(Object.values(this.tensors) as Tensor2D[]);
  }

  private watch(scores: Promise<unknown>): void {
    const settled: Promise<void> = scores.then(ignore, ignore).then(() => {
      this.underWay.delete(settled);
    });
    this.underWay.add(settled);
  }

  private async inTime(matrix: FeatureMatrix, deadline?: Deadline): Promise<Float32Array> {
    const patienceMs = deadline?.patienceMs(Infinity);
    if (matrix.rows === 0) return new Float32Array(0);
    const scores = this.loader.load({ matrix, deadline, since: this.settings.stopwatch() });
    this.watch(scores);
    return patienceMs === undefined ? scores : this.within(patienceMs, scores);
  }

  private within(patienceMs: number, scores: Promise<Float32Array>): Promise<Float32Array> {
    return new Promise((resolve, reject) => {
      const cancel = this.settings.timer(patienceMs, () => {
        reject(tooLate());
      });
      scores.then(resolve, reject).finally(cancel);
    });
  }

  private async pass(lists: readonly Waiting[]): Promise<(Float32Array | Error)[]> {
    // Who no longer waits is left out: under load, their rows would make the others late too.
    this.isCrowded = lists.length > 1;
    const live = lists.filter(({ deadline }) => deadline === undefined || !isOver(deadline));
    const began = this.settings.stopwatch();
    const scores = live.length === 0 ? new Float32Array(0) : await this.forward(live);
    this.note(live, began);
    let next = 0;
    return lists.map((list) => {
      if (!live.includes(list)) return tooLate();
      const first = next;
      next += list.matrix.rows;
      return scores.slice(first, next);
    });
  }

  private async forward(lists: readonly Waiting[]): Promise<Float32Array> {
    const { tf } = this.engine;
    const { rows, inputs } = joined(this.ranker, lists);
    const width = inputsOf(this.ranker.normalisation);
    const scores = tf.tidy(() => {
      const { scores: column } = forwardPass(tf, this.tensors, asTensor(tf, inputs, rows, width));
      return tf.reshape(column, [rows]);
    });
    try {
      return await scores.data<'float32'>();
    } finally {
      scores.dispose();
    }
  }

  private note(lists: readonly Waiting[], began: number): void {
    if (lists.length === 0) return;
    const queueWaitsMs = lists.map(({ since }) => began - since);
    const rows = lists.reduce((sum, { matrix }) => sum + matrix.rows, 0);
    const tookMs = this.settings.stopwatch() - began;
    this.done.forwardPasses += 1;
    this.done.lists += lists.length;
    this.done.rows += rows;
    this.done.queueWaitMs += queueWaitsMs.reduce((sum, wait) => sum + wait, 0);
    this.done.passMs += tookMs;
    this.settings.onPass?.({ lists: lists.length, rows, queueWaitsMs, tookMs });
  }
}

function joined(
  ranker: Ranker,
  lists: readonly Waiting[],
): { readonly rows: number; readonly inputs: Float32Array } {
  const rows = lists.reduce((sum, { matrix }) => sum + matrix.rows, 0);
  const inputs = new Float32Array(rows * inputsOf(ranker.normalisation));
  let at = 0;
  for (const { matrix } of lists) {
    const own = inputsOfMatrix(ranker.normalisation, matrix);
    inputs.set(own, at);
    at += own.length;
  }
  return { rows, inputs };
}

function asTensor(tf: TensorFlow, values: Float32Array, rows: number, width: number): Tensor2D {
  return tf.tensor2d(values, [rows, width]);
}

function isOver(deadline: Deadline): boolean {
  return deadline.remainingMs() <= 0;
}

function ignore(): void {
  // Whoever asked has been told; here it only matters that it is over.
}

function tooLate(): TroveError {
  return new TroveError(
    'DEADLINE_EXCEEDED',
    'The ranker did not answer in time; the order stands as it was.',
  );
}

function disposed(): TroveError {
  return new TroveError(
    'SHUTTING_DOWN',
    'This version of the ranker serves no more; ask the next.',
  );
}
