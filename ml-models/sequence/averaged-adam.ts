/** How the mean of the gradients and that of their squares forget. */
const MEAN_KEEPS = 0.9;
const SQUARE_KEEPS = 0.999;
const NEVER_ZERO = 1e-8;

/** The running average forgets its beginning faster: at step `t` it keeps at most t / (9 + t). */
const SLOW_START = 10;

/** Sums of logarithms differ by so much where nothing was missed. */
const ROUNDING = 1e-9;

export interface AdamSettings {
  readonly rate: number;
  /** What the running average of the weights keeps of itself in a step, 0 to below 1; 0: it is the weights. */
  readonly averageKeeps: number;
}

/** Everything that must be kept to go on later as if nothing had happened. */
export interface AdamState {
  readonly values: Float32Array;
  readonly mean: Float32Array;
  readonly square: Float32Array;
  readonly average: Float32Array;
  /** By row: what `fading` was when it was last moved. */
  readonly seen: Float64Array;
}

/**
 * Adam over rows of typed arrays: of a large table only the rows in use are moved, and no pass of TensorFlow.js over the whole is needed for each of its
 * dozen operations. It keeps a running average of the weights besides, which is what serves: it is steadier than where the last step ended. A row that
 * rests does not change, so its average is brought up to date, exactly, when it is next moved.
 *
 * @see Kingma and Ba 2015, "Adam: A Method for Stochastic Optimization"; Polyak and Juditsky 1992 for the average.
 */
export class AveragedAdam {
  private meanShare = 1;
  private squareShare = 1;
  private keeps = 0;
  /** The sum of the logarithms of what the average kept at each step so far. */
  private fading = 0;

  constructor(
    readonly state: AdamState,
    private readonly width: number,
    private readonly settings: AdamSettings,
  ) {}

  static from(values: Float32Array, width: number, settings: AdamSettings): AveragedAdam {
    const { length } = values;
    const state: AdamState = {
      values,
      mean: new Float32Array(length),
      square: new Float32Array(length),
      average: values.slice(),
      seen: new Float64Array(length / width),
    };
    return new AveragedAdam(state, width, settings);
  }

  /** To be called once before the rows of a step are moved. @param step from 1. */
  begin(step: number): void {
    this.meanShare = 1 - MEAN_KEEPS ** step;
    this.squareShare = 1 - SQUARE_KEEPS ** step;
    this.keeps = Math.min(this.settings.averageKeeps, step / (SLOW_START + step - 1));
    this.fading += Math.log(Math.max(this.keeps, Number.MIN_VALUE));
  }

  /** Goes on after so many steps. */
  resumeAfter(steps: number): void {
    this.fading = 0;
    for (let step = 1; step <= steps; step += 1) this.begin(step);
  }

  /** Moves one row against its gradient, which begins at `from`. */
  move(row: number, gradient: Float32Array, from: number): void {
    this.catchUp(row);
    const { values, mean, square, average } = this.state;
    const { meanShare, squareShare, keeps, width } = this;
    const { rate } = this.settings;
    const begin = row * width;
    for (let column = 0; column < width; column += 1) {
      const at = begin + column;
      const slope = gradient[from + column] ?? 0;
      const newMean = MEAN_KEEPS * (mean[at] ?? 0) + (1 - MEAN_KEEPS) * slope;
      const newSquare = SQUARE_KEEPS * (square[at] ?? 0) + (1 - SQUARE_KEEPS) * slope * slope;
      mean[at] = newMean;
      square[at] = newSquare;
      const step = newMean / meanShare / (Math.sqrt(newSquare / squareShare) + NEVER_ZERO);
      const value = (values[at] ?? 0) - rate * step;
      values[at] = value;
      average[at] = value + keeps * ((average[at] ?? 0) - value);
    }
  }

  /** Brings the average of every row up to this step. */
  settle(): void {
    for (let row = 0; row < this.state.seen.length; row += 1) {
      this.fade(row, this.fading);
    }
  }

  /** Up to the step before this one, whose turn comes with the move. */
  private catchUp(row: number): void {
    this.fade(row, this.fading - Math.log(Math.max(this.keeps, Number.MIN_VALUE)));
    this.state.seen[row] = this.fading;
  }

  private fade(row: number, until: number): void {
    const { values, average, seen } = this.state;
    const since = until - (seen[row] ?? 0);
    if (since > -ROUNDING) return;
    const kept = Math.exp(since);
    for (let at = row * this.width; at < (row + 1) * this.width; at += 1) {
      const value = values[at] ?? 0;
      average[at] = value + kept * ((average[at] ?? 0) - value);
    }
    seen[row] = until;
  }
}
