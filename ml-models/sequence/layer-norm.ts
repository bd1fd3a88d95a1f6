import type { Tensor2D, TensorFlow } from '../runtime/engine.types';
import type { Passed } from './passed.types';

const NEVER_ZERO = 1e-6;

/**
 * Brings each row to mean 0 and deviation 1, then stretches and shifts its columns.
 *
 * @param input [rows, width]; gain and bias [1, width].
 * @see Ba, Kiros and Hinton 2016, "Layer Normalization".
 */
export function normalised(
  tf: TensorFlow,
  input: Tensor2D,
  { gain, bias }: { readonly gain: Tensor2D; readonly bias: Tensor2D },
): Passed<'gain' | 'bias'> {
  const centred = tf.sub<Tensor2D>(input, tf.mean(input, 1, true));
  const variance = tf.mean<Tensor2D>(tf.square(centred), 1, true);
  const inverse = tf.rsqrt(tf.add<Tensor2D>(variance, NEVER_ZERO));
  const normal = tf.mul<Tensor2D>(centred, inverse);
  return {
    output: tf.add(tf.mul(normal, gain), bias),
    back: (pull) => {
      const onNormal = tf.mul<Tensor2D>(pull, gain);
      const common = tf.mean<Tensor2D>(onNormal, 1, true);
      const along = tf.mean<Tensor2D>(tf.mul(onNormal, normal), 1, true);
      return {
        pull: tf.mul(tf.sub(tf.sub(onNormal, common), tf.mul(normal, along)), inverse),
        gradient: { gain: tf.sum(tf.mul(pull, normal), 0, true), bias: tf.sum(pull, 0, true) },
      };
    },
  };
}
