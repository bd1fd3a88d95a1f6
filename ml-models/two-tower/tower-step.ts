import type { Tensor, Tensor2D, TensorFlow } from '../runtime/engine.types';
import { layerEnds, type Towers } from './towers';

/** Acts of one step: each row of `shoppers` did what the same row of `targets` stands for. */
export interface TowerBatch {
  readonly rows: number;
  /** [rows, width]: the mean of the recent items. */
  readonly shoppers: Float32Array;
  /** [rows, width]: the item, not yet of length 1. */
  readonly targets: Float32Array;
  /** [rows, rows]: added to the scores: the correction for popularity, and far below nothing where the other target is no wrong answer. */
  readonly offsets: Float32Array;
}

/** What one step tells. The gradients are of the mean loss. */
export interface TowerStep {
  readonly loss: number;
  /** [rows, width] */
  readonly onShoppers: Float32Array;
  /** [rows, width] */
  readonly onTargets: Float32Array;
  /** As the layers of the towers. */
  readonly onLayers: Float32Array;
}

/**
 * Softmax over the targets of the same step, each shopper's own being right:
 *
 *   loss = − mean over a of log softmax_b(cos(shopper_a, target_b) / temperature + offset_ab) at b = a,
 *
 * with offset_ab = − log of how likely b is to be in a step, and its gradient by hand, as the engines' own derivatives need kernels that wasm lacks.
 *
 * @see Yi et al. 2019, "Sampling-Bias-Corrected Neural Modeling for Large Corpus Item Recommendations".
 */
export function towerStep(
  tf: TensorFlow,
  towers: Pick<Towers, 'width' | 'hidden' | 'layers'>,
  batch: TowerBatch,
  temperature: number,
): TowerStep {
  const outcome = tf.tidy(() => {
    const parts = gradients(tf, towers, batch, temperature);
    // Five numbers would be five transfers.
    return tf.concat(parts.map((part) => tf.reshape(part, [-1])));
  });
  const numbers = outcome.dataSync<'float32'>().slice();
  outcome.dispose();
  const size = batch.rows * towers.width;
  return {
    loss: numbers[0] as number,
    onShoppers: numbers.subarray(1, 1 + size),
    onTargets: numbers.subarray(1 + size, 1 + 2 * size),
    onLayers: numbers.subarray(1 + 2 * size),
  };
}

/** The loss, then the gradients on shoppers, targets and each part of the layers. */
function gradients(
  tf: TensorFlow,
  towers: Pick<Towers, 'width' | 'hidden' | 'layers'>,
  { rows, shoppers, targets, offsets }: TowerBatch,
  temperature: number,
): Tensor[] {
  const { width } = towers;
  const { into, bias, out } = layersOf(tf, towers);
  const x = tf.tensor2d(shoppers, [rows, width]);
  const sums: Tensor2D = tf.add(tf.matMul(x, into), bias);
  const hidden = tf.relu(sums);
  const people = unit(tf, tf.add(x, tf.matMul(hidden, out)));
  const items = unit(tf, tf.tensor2d(targets, [rows, width]));
  const cosines = tf.matMul(people.rows, tf.transpose(items.rows));
  const logits = tf.add(tf.div(cosines, temperature), tf.tensor2d(offsets, [rows, rows]));
  const logShares = tf.logSoftmax(logits);
  const right = tf.eye(rows);
  const loss: Tensor = tf.neg(tf.div(tf.sum(tf.mul(logShares, right)), rows));
  const pull: Tensor2D = tf.div(tf.sub(tf.exp(logShares), right), rows * temperature);
  const onOutput = throughUnit(tf, people, tf.matMul(pull, items.rows));
  const onTargets = throughUnit(tf, items, tf.matMul(tf.transpose(pull), people.rows));
  const isOn = tf.cast(tf.greater(hidden, 0), 'float32');
  const onHidden: Tensor2D = tf.mul(tf.matMul(onOutput, tf.transpose(out)), isOn);
  const onShoppers = tf.add(onOutput, tf.matMul(onHidden, tf.transpose(into)));
  return [
    loss,
    onShoppers,
    onTargets,
    tf.matMul(tf.transpose(x), onHidden),
    tf.sum(onHidden, 0),
    tf.matMul(tf.transpose(hidden), onOutput),
  ];
}

function layersOf(tf: TensorFlow, towers: Pick<Towers, 'width' | 'hidden' | 'layers'>) {
  const { width, hidden, layers } = towers;
  const ends = layerEnds(towers);
  return {
    into: tf.tensor2d(layers.subarray(0, ends.into), [width, hidden]),
    bias: tf.tensor2d(layers.subarray(ends.into, ends.bias), [1, hidden]),
    out: tf.tensor2d(layers.subarray(ends.bias, ends.out), [hidden, width]),
  };
}

/** Rows of length 1, and how long they were, [rows, 1]. */
interface UnitRows {
  readonly rows: Tensor2D;
  readonly lengths: Tensor2D;
}

const NEVER_ZERO = 1e-12;

function unit(tf: TensorFlow, rows: Tensor2D): UnitRows {
  const squares: Tensor2D = tf.sum(tf.square(rows), 1, true);
  const notZero: Tensor2D = tf.add(squares, NEVER_ZERO);
  const lengths = tf.sqrt(notZero);
  return { rows: tf.div(rows, lengths), lengths };
}

/** How the loss changes with rows that were then brought to length 1: only what turns them matters. */
function throughUnit(tf: TensorFlow, { rows, lengths }: UnitRows, pull: Tensor2D): Tensor2D {
  const along = tf.sum(tf.mul(rows, pull), 1, true);
  return tf.div(tf.sub(pull, tf.mul(rows, along)), lengths);
}
