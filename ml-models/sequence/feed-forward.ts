import type { Tensor2D, TensorFlow } from '../runtime/engine.types';
import { timesTurned, turnedTimes } from './multiply';
import type { BlockTensors } from './network-tensors';
import type { Dropper, Passed } from './passed.types';

type Parts = 'up' | 'upBias' | 'down' | 'downBias';

/** A small network for each act by itself: relu(x · up + upBias) · down + downBias. @param input [tokens, width] */
export function fedForward(
  tf: TensorFlow,
  input: Tensor2D,
  parts: Pick<BlockTensors, Parts>,
  drop: Dropper,
): Passed<Parts> {
  const hidden = tf.relu(tf.add<Tensor2D>(tf.matMul(input, parts.up), parts.upBias));
  const kept = drop(hidden.shape);
  const dropped = kept === null ? hidden : tf.mul<Tensor2D>(hidden, kept);
  return {
    output: tf.add(tf.matMul(dropped, parts.down), parts.downBias),
    back: (pull) => {
      const onDropped = timesTurned(tf, pull, parts.down);
      const onHidden = kept === null ? onDropped : tf.mul<Tensor2D>(onDropped, kept);
      const awake = tf.cast(tf.greater(hidden, 0), 'float32');
      const onUp = tf.mul<Tensor2D>(onHidden, awake);
      return {
        pull: timesTurned(tf, onUp, parts.up),
        gradient: {
          up: turnedTimes(tf, input, onUp),
          upBias: tf.sum(onUp, 0, true),
          down: turnedTimes(tf, dropped, pull),
          downBias: tf.sum(pull, 0, true),
        },
      };
    },
  };
}
