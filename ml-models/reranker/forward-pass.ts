import type { Tensor2D, TensorFlow } from '../runtime/engine.types';
import { partsOf, type Network } from './network';

/** The weights of a network as tensors of an engine. Whoever makes them disposes of them. */
export interface NetworkTensors {
  /** [inputs, hidden] */
  readonly toHidden: Tensor2D;
  /** [1, hidden] */
  readonly bias: Tensor2D;
  /** [hidden, 1] */
  readonly toScore: Tensor2D;
  /** [inputs, 1] */
  readonly linear: Tensor2D;
}

export function tensorsOf(tf: TensorFlow, network: Network): NetworkTensors {
  const { inputs, hidden } = network;
  const parts = partsOf(network);
  return {
    toHidden: tf.tensor2d(parts.toHidden, [inputs, hidden]),
    bias: tf.tensor2d(parts.bias, [1, hidden]),
    toScore: tf.tensor2d(parts.toScore, [hidden, 1]),
    linear: tf.tensor2d(parts.linear, [inputs, 1]),
  };
}

/**
 * @param inputs [rows, inputs]
 * @returns `hidden` [rows, hidden] and `scores` [rows, 1]. Call it in `tf.tidy`.
 */
export function forwardPass(
  tf: TensorFlow,
  network: NetworkTensors,
  inputs: Tensor2D,
): { readonly hidden: Tensor2D; readonly scores: Tensor2D } {
  const activations: Tensor2D = tf.add(tf.matMul(inputs, network.toHidden), network.bias);
  const hidden = tanh(tf, activations);
  const scores: Tensor2D = tf.add(
    tf.matMul(hidden, network.toScore),
    tf.matMul(inputs, network.linear),
  );
  return { hidden, scores };
}

/** tanh(x) = 2 σ(2x) − 1: wasm has a fast sigmoid, and a tanh that takes twelve times as long and most of the pass. */
function tanh(tf: TensorFlow, activations: Tensor2D): Tensor2D {
  return tf.sub(tf.mul(tf.sigmoid(tf.mul(activations, 2)), 2), 1);
}
