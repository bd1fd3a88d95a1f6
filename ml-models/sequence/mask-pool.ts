import type { TensorFlow } from '../runtime/engine.types';
import type { SeededRandom } from '../../src/shared/seeded-random';
import { DROP_NOTHING, type Dropper } from './passed.types';

/** A pool is so many times as long as the largest mask, and a little more: masks that overlap do so at other places of a batch. */
const TIMES_THE_LARGEST = 4;
const AT_LEAST = 1 << 14;

/**
 * Masks for dropout, drawn once and read from a new place each time: the engines draw theirs number by number in JavaScript, which takes longer
 * than the rest of a step.
 *
 * @see Srivastava et al. 2014, "Dropout".
 */
export class MaskPool {
  /** Not a tensor: wasm copies all of one to take a slice. */
  private readonly pool: Float32Array;

  /** @param rate share dropped, 0 up to below 1. @param largest numbers of the largest mask that will be asked for. */
  constructor(
    private readonly tf: TensorFlow,
    random: SeededRandom,
    { rate, largest }: { readonly rate: number; readonly largest: number },
  ) {
    const size = rate === 0 ? 0 : AT_LEAST + TIMES_THE_LARGEST * largest;
    const kept = 1 / (1 - rate);
    this.pool = Float32Array.from({ length: size }, () => (random.next() < rate ? 0 : kept));
  }

  /** @param random says where each mask is read. */
  dropper(random: SeededRandom): Dropper {
    const { pool } = this;
    if (pool.length === 0) return DROP_NOTHING;
    return (shape) => {
      const size = shape.reduce((product, side) => product * side, 1);
      const from = random.below(pool.length - size + 1);
      return this.tf.tensor(pool.slice(from, from + size), [...shape]);
    };
  }
}
