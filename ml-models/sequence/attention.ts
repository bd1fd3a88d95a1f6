import type { Tensor, Tensor2D, TensorFlow } from '../runtime/engine.types';
import { timesTurned, turnedTimes } from './multiply';
import type { BlockTensors } from './network-tensors';
import type { Dropper, Passed } from './passed.types';
import type { RowTensors } from './row-tensors';

type Parts = 'query' | 'key' | 'value' | 'mix' | 'distance';

/**
 * Lets each act look back at those before it, and at itself. How far back something lies counts through one learnt number per head and
 * distance, added to what the acts say of each other, so that a history of three is read like the last three of fifty.
 *
 * @param input [tokens, width]
 * @see Vaswani et al. 2017, "Attention Is All You Need"; Raffel et al. 2020 (T5) for the distances.
 */
export function attended(
  tf: TensorFlow,
  input: Tensor2D,
  parts: Pick<BlockTensors, Parts>,
  { rows, drop }: { readonly rows: RowTensors; readonly drop: Dropper },
): Passed<Parts> {
  const heads = new Heads(tf, rows, parts.distance.shape[0], input.shape[1]);
  const query = heads.apart(tf.matMul(input, parts.query));
  const key = heads.apart(tf.matMul(input, parts.key));
  const value = heads.apart(tf.matMul(input, parts.value));
  const near: Tensor2D = tf.matMul(parts.distance, rows.atDistance);
  const fit = tf.mul(timesTurned(tf, query, key), heads.scale);
  const shares = tf.softmax(tf.add(tf.add(fit, heads.onPairs(near)), rows.mask));
  const kept = drop(shares.shape);
  const dropped = kept === null ? shares : tf.mul(shares, kept);
  const seen = heads.together(tf.matMul(dropped, value));
  return {
    output: tf.matMul(seen, parts.mix),
    back: (pull) => {
      const onSeen = heads.apart(timesTurned(tf, pull, parts.mix));
      const onDropped = timesTurned(tf, onSeen, value);
      const onShares = kept === null ? onDropped : tf.mul(onDropped, kept);
      const level = tf.sum(tf.mul(onShares, shares), -1, true);
      const onFit = tf.mul(tf.sub(onShares, level), shares);
      const scaled = tf.mul(onFit, heads.scale);
      const pulls = {
        query: heads.together(tf.matMul(scaled, key)),
        key: heads.together(turnedTimes(tf, scaled, query)),
        value: heads.together(turnedTimes(tf, dropped, onSeen)),
      };
      const onNear: Tensor2D = tf.reshape(tf.sum(onFit, 0), [heads.count, -1]);
      return {
        pull: tf.addN([
          timesTurned(tf, pulls.query, parts.query),
          timesTurned(tf, pulls.key, parts.key),
          timesTurned(tf, pulls.value, parts.value),
        ]),
        gradient: {
          query: turnedTimes(tf, input, pulls.query),
          key: turnedTimes(tf, input, pulls.key),
          value: turnedTimes(tf, input, pulls.value),
          mix: turnedTimes(tf, seen, pull),
          distance: timesTurned(tf, onNear, rows.atDistance),
        },
      };
    },
  };
}

/** [tokens, width] ⇄ [rows, heads, row length, width of a head]. */
class Heads {
  readonly scale: number;

  constructor(
    private readonly tf: TensorFlow,
    private readonly rows: RowTensors,
    readonly count: number,
    private readonly width: number,
  ) {
    this.scale = 1 / Math.sqrt(width / count);
  }

  apart(tokens: Tensor2D): Tensor {
    const { count, rowLength } = this.rows;
    const shape = [count, rowLength, this.count, this.width / this.count];
    return this.tf.transpose(this.tf.reshape(tokens, shape), [0, 2, 1, 3]);
  }

  together(heads: Tensor): Tensor2D {
    const whole = this.tf.transpose(heads, [0, 2, 1, 3]);
    return this.tf.reshape(whole, [-1, this.width]);
  }

  /** [heads, pairs] → [1, heads, row length, row length] */
  onPairs(near: Tensor2D): Tensor {
    const { rowLength } = this.rows;
    return this.tf.reshape(near, [1, this.count, rowLength, rowLength]);
  }
}
