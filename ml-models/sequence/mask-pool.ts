import type { Tensor, TensorFlow } from '../runtime/engine.types';
import type { SeededRandom } from '../../src/shared/seeded-random';
import type { Dropper } from './passed.types';

/** So many more numbers than the largest mask has: masks that overlap do so at other places of a batch. */
const POOL = 1 << 20;

/**
 * Masks for dropout, drawn once and read from a new place each time: the engines draw theirs number by number in JavaScript, which takes longer
 * than the rest of a step.
 *
 * @see Srivastava et al. 2014, "Dropout".
 */
export class MaskPool {
  private readonly pool: Tensor | null;
  private readonly size: number;

  /** @param rate share dropped, 0 up to below 1. @param largest numbers of the largest mask that will be asked for. */
  constructor(
    private readonly tf: TensorFlow,
    random: SeededRandom,
    { rate, largest }: { readonly rate: number; readonly largest: number },
  ) {
    this.size = POOL + largest;
    this.pool = rate === 0 ? null : tf.tensor1d(drawn(random, rate, this.size));
  }

  /** @param random says where each mask is read. */
  dropper(random: SeededRandom): Dropper {
    const { pool } = this;
    if (pool === null) return () => null;
    return (shape) => {
      const size = shape.reduce((product, side) => product * side, 1);
      const from = random.below(this.size - size + 1);
      return this.tf.reshape(this.tf.slice(pool, from, size), [...shape]);
    };
  }

  dispose(): void {
    this.pool?.dispose();
  }
}

function drawn(random: SeededRandom, rate: number, size: number): Float32Array {
  const mask = new Float32Array(size);
  const kept = 1 / (1 - rate);
  for (let at = 0; at < size; at += 1) mask[at] = random.next() < rate ? 0 : kept;
  return mask;
}
