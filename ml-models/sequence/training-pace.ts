import type { FitOrder } from '../../src/recommendation/learning/recommender-workshop.port';
import type { Stopwatch } from '../../src/shared/deadline';
import { TroveError } from '../../src/shared/errors';
import { mostEpochs, type SequenceOptions } from './training-options';
import type { TrainingWindow } from './training-windows';

/** The first steps are slower than the rest; the next ones say how long all will take. */
const STEPS_TO_WARM_UP = 2;
const STEPS_MEASURED = 4;

const MINUTE_MS = 60_000;

/** Watches how fast a training goes: it tells how far it is, and refuses at once what would take too long here. */
export class TrainingPace {
  private readonly epochs: number;
  private readonly stepsPerPass: number;
  private epoch = 1;
  private steps = 0;
  private stepsOfPass = 0;
  private warmAt = 0;

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
  }

  beginPass(epoch: number): void {
    this.epoch = epoch;
    this.stepsOfPass = 0;
  }

  /** @throws TroveError TRAINING_TOO_LONG */
  noteStep(): void {
    this.steps += 1;
    this.stepsOfPass += 1;
    if (this.steps === STEPS_TO_WARM_UP) this.warmAt = this.stopwatch();
    if (this.steps === STEPS_TO_WARM_UP + STEPS_MEASURED) this.judge();
    else this.tell();
  }

  private judge(): void {
    const { mostMinutes } = this.order.options;
    const perStepMs = (this.stopwatch() - this.warmAt) / STEPS_MEASURED;
    const left = (this.epochs - this.epoch + 1) * this.stepsPerPass;
    const minutes = (left * perStepMs) / MINUTE_MS;
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
