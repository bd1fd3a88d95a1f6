import type { FitOrder } from '../../src/recommendation/learning/recommender-workshop.port';
import type { Stopwatch } from '../../src/shared/deadline';
import { TroveError } from '../../src/shared/errors';
import { mostEpochs, type SequenceOptions } from './training-options';
import type { TrainingWindow } from './training-windows';

/** The fastest of the first steps says how long all will take: others were slowed down by warming up, or by what else runs on the machine. */
const STEPS_MEASURED = 8;

const MINUTE_MS = 60_000;

/** Watches how fast a training goes: it tells how far it is, and refuses at once what would take too long here. */
export class TrainingPace {
  private readonly epochs: number;
  private readonly stepsPerPass: number;
  private epoch = 1;
  private steps = 0;
  private stepsOfPass = 0;
  private fastestMs = Infinity;
  private lastAt: number;

  constructor(
    private readonly engine: string,
    private readonly order: Pick<
      FitOrder<SequenceOptions>,
      'options' | 'onProgress' | 'validation'
    >,
    windows: readonly TrainingWindow[],
    private readonly stopwatch: Stopwatch,
  ) {
    const { rowsPerStep, length } = order.options;
    this.epochs = mostEpochs(order.options, order.validation);
    const acts = windows.reduce((sum, { inputs }) => sum + inputs.length, 0);
    this.stepsPerPass = Math.ceil(acts / (rowsPerStep * length));
    this.lastAt = stopwatch();
  }

  beginPass(epoch: number): void {
    this.epoch = epoch;
    this.stepsOfPass = 0;
    this.lastAt = this.stopwatch();
  }

  /** @throws TroveError TRAINING_TOO_LONG */
  noteStep(): void {
    this.steps += 1;
    this.stepsOfPass += 1;
    const now = this.stopwatch();
    this.fastestMs = Math.min(this.fastestMs, now - this.lastAt);
    this.lastAt = now;
    if (this.steps === STEPS_MEASURED) this.judge();
    else this.tell();
  }

  private judge(): void {
    const { mostMinutes } = this.order.options;
    const left = (this.epochs - this.epoch + 1) * this.stepsPerPass;
    const minutes = (left * this.fastestMs) / MINUTE_MS;
    if (minutes > mostMinutes) throw tooLong(this.engine, minutes, mostMinutes);
    this.tell(`up to ${rounded(minutes)} minutes on ${this.engine}`);
  }

  private tell(note?: string): void {
    const ofPass = Math.min(1, this.stepsOfPass / this.stepsPerPass);
    this.order.onProgress((this.epoch - 1 + ofPass) / this.epochs, note);
  }
}

function tooLong(engine: string, minutes: number, mostMinutes: number): TroveError {
  const faster = engine.startsWith('tfjs-node')
    ? ''
    : ' A native engine is some thirty times faster: npm run setup:tensorflow installs it.';
  return new TroveError(
    'TRAINING_TOO_LONG',
    `Training the sequence network would take up to ${rounded(minutes)} minutes on ${engine}; allowed are ${mostMinutes}.${faster} ` +
      'Otherwise raise mostMinutes, or lower epochs, width or allItemsUpTo.',
    { engine, minutes: Math.round(minutes), mostMinutes },
  );
}

function rounded(minutes: number): string {
  return minutes < 10 ? minutes.toFixed(1) : minutes.toFixed(0);
}
