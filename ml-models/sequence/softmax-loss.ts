import type { Tensor, Tensor2D, TensorFlow } from '../runtime/engine.types';
import { timesTurned, turnedTimes } from './multiply';

export interface LossQuestion {
  /** [tokens, width] */
  readonly states: Tensor2D;
  /** [candidates, width] */
  readonly vectors: Tensor2D;
  /** [1, candidates], added to the scores; null: nothing. */
  readonly correction: Tensor2D | null;
  /** By token: the place of what came next among the candidates. */
  readonly targets: Int32Array;
  /** By token: its share of the loss. */
  readonly weights: Float32Array;
}

export interface LossAnswer {
  /** Of no dimension. */
  readonly loss: Tensor;
  /** How it changes with each number of the states. */
  readonly onStates: Tensor2D;
  /** The states times their weights: what is to be taken off the rows of the targets in `onVectors`. */
  readonly weighted: Tensor2D;
  /** How it changes with each number of the vectors, [candidates, width], but for the targets' own share. */
  readonly onVectors: Tensor2D;
}

/**
 * Softmax cross-entropy of what came next among the candidates,
 *
 *   loss = − sum over tokens of weight · log softmax(state · vectorsᵀ + correction)[target]
 *
 * and its derivatives. The shares of the softmax are the only large thing made: one pass, three products. What a one-hot matrix of the same
 * size would contribute is a gather of rows here, and left to the caller for the vectors.
 */
export function softmaxLoss(tf: TensorFlow, question: LossQuestion): LossAnswer {
  const { states, vectors, correction, targets, weights } = question;
  const tokens = targets.length;
  const scores = timesTurned(tf, states, vectors);
  const shares = tf.softmax(correction === null ? scores : tf.add<Tensor2D>(scores, correction));
  const weight = tf.tensor2d(weights, [tokens, 1]);
  const places = tf.tensor1d(targets, 'int32');
  const wanted = tf.gather(vectors, places);
  const weighted = tf.mul<Tensor2D>(states, weight);
  const off = tf.sub<Tensor2D>(tf.matMul(shares, vectors), wanted);
  return {
    loss: lossOf(tf, shares, targets, weights),
    onStates: tf.mul(off, weight),
    weighted,
    onVectors: turnedTimes(tf, shares, weighted),
  };
}

/** A share of nothing is a rounding, and its logarithm would be none. */
const LEAST_SHARE = 1e-30;

function lossOf(
  tf: TensorFlow,
  shares: Tensor2D,
  targets: Int32Array,
  weights: Float32Array,
): Tensor {
  const cells = new Int32Array(targets.length * 2);
  targets.forEach((target, token) => {
    cells.set([token, target], token * 2);
  });
  const found = tf.gatherND(shares, tf.tensor2d(cells, [targets.length, 2], 'int32'));
  const logs = tf.log(tf.maximum(found, LEAST_SHARE));
  return tf.neg(tf.sum(tf.mul(logs, tf.tensor1d(weights))));
}
