import type { Tensor, Tensor2D, TensorFlow } from '../runtime/engine.types';
import { forwardPass, tensorsOf, type NetworkTensors } from './forward-pass';
import type { Network } from './network';
import type { TrainingBatch } from './training-batch';

/** A network in training, with the tower that is left behind afterwards. */
export interface Learner {
  readonly network: Network;
  /** Per place, how much it attracts by itself; empty without a tower. */
  readonly tower: Float32Array;
}

/** What one look at a batch tells. */
export interface StepResult {
  /** Mean over the lists. */
  readonly loss: number;
  /** Of the mean loss: one number per weight of the network, then one per place of the tower. */
  readonly gradient: Float32Array;
}

/**
 * The loss, softmax cross-entropy over each list,
 *
 *   loss = − sum over rows of target · log softmax(score + tower[position]),
 *
 * and its gradient, worked out by hand: this network needs a dozen operations for it, and the engines' own derivatives would
 * need kernels that wasm lacks.
 *
 * @see Cao et al. 2007, "Learning to Rank: From Pairwise Approach to Listwise Approach"; Ai et al. 2018, "Unbiased Learning to
 * Rank with Unbiased Propensity Estimation", for the weights in the targets.
 */
export function stepOn(tf: TensorFlow, learner: Learner, batch: TrainingBatch): StepResult {
  const outcome = tf.tidy(() => {
    const network = tensorsOf(tf, learner.network);
    const inputs = inputsOfBatch(tf, learner, batch);
    const places = placesOf(tf, learner, batch);
    const { hidden, scores } = forwardPass(tf, network, inputs);
    const { loss, pull } = compare(tf, withTower(tf, scores, places, learner), batch);
    const parts = pullBack(tf, { network, inputs, hidden, pull });
    if (places !== null) parts.push(tf.matMul(tf.transpose(places), pull));
    const flat = tf.concat(parts.map((part) => tf.reshape(part, [-1])));
    // Two numbers would be two transfers: the loss travels as the last of them.
    return tf.concat([flat, tf.reshape(loss, [1])]);
  });
  const numbers = read(outcome);
  const scale = 1 / batch.lists;
  const gradient = numbers.subarray(0, -1).map((value) => value * scale);
  return { loss: (numbers.at(-1) ?? 0) * scale, gradient };
}

/** The mean loss of a batch and the score of every cell, without learning and without the tower in the scores. */
export function lookAt(
  tf: TensorFlow,
  learner: Learner,
  batch: TrainingBatch,
): { readonly loss: number; readonly scores: Float32Array } {
  const outcome = tf.tidy(() => {
    const network = tensorsOf(tf, learner.network);
    const { scores } = forwardPass(tf, network, inputsOfBatch(tf, learner, batch));
    const places = placesOf(tf, learner, batch);
    const { loss } = compare(tf, withTower(tf, scores, places, learner), batch);
    return tf.concat([tf.reshape(scores, [-1]), tf.reshape(loss, [1])]);
  });
  const numbers = read(outcome);
  return { loss: (numbers.at(-1) ?? 0) / batch.lists, scores: numbers.subarray(0, -1) };
}

function read(tensor: Tensor): Float32Array {
  const numbers = tensor.dataSync<'float32'>().slice();
  tensor.dispose();
  return numbers;
}

function inputsOfBatch(tf: TensorFlow, learner: Learner, batch: TrainingBatch): Tensor2D {
  return tf.tensor2d(batch.inputs, [batch.lists * batch.rows, learner.network.inputs]);
}

/** Which row is in which place, [rows, places]; null without a tower. */
function placesOf(tf: TensorFlow, learner: Learner, batch: TrainingBatch): Tensor2D | null {
  if (learner.tower.length === 0) return null;
  const positions = tf.tensor1d(batch.positions, 'int32');
  return tf.cast(tf.oneHot(positions, learner.tower.length), 'float32') as Tensor2D;
}

function withTower(
  tf: TensorFlow,
  scores: Tensor2D,
  places: Tensor2D | null,
  learner: Learner,
): Tensor2D {
  if (places === null) return scores;
  const tower = tf.tensor2d(learner.tower, [learner.tower.length, 1]);
  return tf.add(scores, tf.matMul(places, tower));
}

/** @returns `loss`, summed, and `pull` [rows, 1]: how the loss changes with each score. */
function compare(
  tf: TensorFlow,
  scores: Tensor2D,
  batch: TrainingBatch,
): { readonly loss: Tensor; readonly pull: Tensor2D } {
  const shape: [number, number] = [batch.lists, batch.rows];
  const targets = tf.tensor2d(batch.targets, shape);
  const masked = tf.add(tf.reshape(scores, shape), tf.tensor2d(batch.mask, shape));
  const logShares = tf.logSoftmax(masked);
  const expected = tf.mul(tf.exp(logShares), tf.sum(targets, 1, true));
  const pull = tf.reshape(tf.sub(expected, targets), [batch.lists * batch.rows, 1]);
  return { loss: tf.neg(tf.sum(tf.mul(targets, logShares))), pull: pull as Tensor2D };
}

interface Tape {
  readonly network: NetworkTensors;
  readonly inputs: Tensor2D;
  readonly hidden: Tensor2D;
  readonly pull: Tensor2D;
}

/**
 * The gradient of each part of the weights, in their order. Matrices are turned before they are multiplied: wasm multiplies
 * turned ones by a slow path.
 */
function pullBack(tf: TensorFlow, { network, inputs, hidden, pull }: Tape): Tensor[] {
  const inputsTurned = tf.transpose(inputs);
  const slope = tf.sub(1, tf.square(hidden));
  const onHidden = tf.mul(tf.mul(pull, tf.transpose(network.toScore)), slope);
  return [
    tf.matMul(inputsTurned, onHidden),
    tf.sum(onHidden, 0),
    tf.matMul(tf.transpose(hidden), pull),
    tf.matMul(inputsTurned, pull),
  ];
}
