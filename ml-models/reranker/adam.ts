/** How the mean of the gradients and that of their squares forget. */
const MEAN_KEEPS = 0.9;
const SQUARE_KEEPS = 0.999;
const NEVER_ZERO = 1e-8;

/**
 * Adam over a few thousand weights in typed arrays: the optimiser of TensorFlow.js spends more on its sixty small operations per
 * step than this does on the whole step.
 *
 * @see Kingma and Ba 2015, "Adam: A Method for Stochastic Optimization".
 */
export class Adam {
  private readonly mean: Float32Array;
  private readonly square: Float32Array;
  private steps = 0;

  constructor(
    size: number,
    private readonly rate: number,
  ) {
    this.mean = new Float32Array(size);
    this.square = new Float32Array(size);
  }

  /** Moves the weights, in place, against the gradient. */
  move(weights: Float32Array, gradient: Float32Array): void {
    this.steps += 1;
    const meanShare = 1 - MEAN_KEEPS ** this.steps;
    const squareShare = 1 - SQUARE_KEEPS ** this.steps;
    for (let at = 0; at < weights.length; at += 1) {
      const slope = gradient[at] ?? 0;
      const mean = MEAN_KEEPS * (this.mean[at] ?? 0) + (1 - MEAN_KEEPS) * slope;
      const square = SQUARE_KEEPS * (this.square[at] ?? 0) + (1 - SQUARE_KEEPS) * slope * slope;
      this.mean[at] = mean;
      this.square[at] = square;
      const step = mean / meanShare / (Math.sqrt(square / squareShare) + NEVER_ZERO);
      weights[at] = (weights[at] ?? 0) - this.rate * step;
    }
  }
}
