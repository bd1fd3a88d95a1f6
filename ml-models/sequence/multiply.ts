import type { Tensor, TensorFlow } from '../runtime/engine.types';

/*
 * Products with one side turned. wasm multiplies a turned matrix by a path some ten times slower than turning it first; libtensorflow turns
 * while it multiplies, and a copy of the largest matrix would cost it more than the rest.
 */

/** a · bᵀ, of the last two dimensions. */
export function timesTurned<T extends Tensor>(tf: TensorFlow, a: T, b: Tensor): T {
  if (turnsItself(tf)) return tf.matMul<T>(a, b, false, true);
  return tf.matMul<T>(a, turned(tf, b));
}

/** aᵀ · b, of the last two dimensions. */
export function turnedTimes<T extends Tensor>(tf: TensorFlow, a: Tensor, b: T): T {
  if (turnsItself(tf)) return tf.matMul<T>(a, b, true, false);
  return tf.matMul<T>(turned(tf, a), b);
}

function turnsItself(tf: TensorFlow): boolean {
  return tf.getBackend() !== 'wasm';
}

function turned(tf: TensorFlow, tensor: Tensor): Tensor {
  const { rank } = tensor;
  const order = Array.from({ length: rank }, (_, at) => at);
  order.splice(rank - 2, 2, rank - 1, rank - 2);
  return tf.transpose(tensor, order);
}
