import type { Tensor, Tensor2D, TensorFlow } from '../runtime/engine.types';
import type { Candidates } from './candidates';
import { networkPass } from './network-pass';
import type { NetworkShape } from './network-shape';
import { inOrder, tensorsOf } from './network-tensors';
import type { PackedRows } from './packed-rows';
import type { Dropper } from './passed.types';
import { rowTensors } from './row-tensors';
import { softmaxLoss } from './softmax-loss';

export interface StepQuestion {
  readonly shape: NetworkShape;
  readonly rest: Float32Array;
  /** [candidates, width] */
  readonly vectors: Float32Array;
  readonly candidates: Candidates;
  readonly rows: PackedRows;
  readonly weights: Float32Array;
  readonly drop: Dropper;
  readonly dropAttention: Dropper;
}

export interface StepAnswer {
  readonly loss: number;
  /** Of everything but the vectors. */
  readonly rest: Float32Array;
  /** Of the vectors, [candidates, width]. */
  readonly vectors: Float32Array;
}

/** The loss of a batch and how it changes with every number of the network. Leaves nothing in the engine. */
export function stepOn(tf: TensorFlow, question: StepQuestion): StepAnswer {
  const { shape, candidates } = question;
  const answer = tf.tidy(() => gradients(tf, question));
  const rest = read(answer.rest);
  const onInputs = read(answer.onInputs);
  const weighted = read(answer.weighted);
  const vectors = read(answer.onVectors);
  const { width } = shape;
  const scale = inputScale(shape);
  candidates.inputs.forEach((place, token) => {
    addRow(vectors, place * width, { source: onInputs, from: token * width, scale, width });
  });
  candidates.targets.forEach((place, token) => {
    addRow(vectors, place * width, { source: weighted, from: token * width, scale: -1, width });
  });
  return { loss: read(answer.loss)[0] ?? 0, rest, vectors };
}

interface Gradients {
  readonly loss: Tensor;
  readonly rest: Tensor;
  readonly onInputs: Tensor;
  readonly weighted: Tensor;
  readonly onVectors: Tensor;
  readonly [name: string]: Tensor;
}

function gradients(tf: TensorFlow, question: StepQuestion): Gradients {
  const { shape, candidates, rows } = question;
  const network = tensorsOf(tf, shape, question.rest);
  const vectors = tf.tensor2d(question.vectors, [
    question.vectors.length / shape.width,
    shape.width,
  ]);
  const gathered = tf.gather(vectors, tf.tensor1d(candidates.inputs, 'int32'));
  const input = tf.mul<Tensor2D>(gathered, inputScale(shape));
  const pass = networkPass(tf, network, input, {
    rows: rowTensors(tf, rows, shape.length),
    drop: question.drop,
    dropAttention: question.dropAttention,
  });
  const { correction, targets } = candidates;
  const { loss, onStates, weighted, onVectors } = softmaxLoss(tf, {
    states: pass.output,
    vectors,
    correction: correction === null ? null : tf.tensor2d(correction, [1, correction.length]),
    targets,
    weights: question.weights,
  });
  const { pull, gradient } = pass.back(onStates);
  const flat = inOrder(shape, gradient).map((part) => tf.reshape(part, [-1]));
  return { loss, rest: tf.concat(flat), onInputs: pull, weighted, onVectors };
}

/** What an item's vector is multiplied by before it enters, so that it is not drowned by what the blocks add. */
export function inputScale({ width }: Pick<NetworkShape, 'width'>): number {
  return Math.sqrt(width);
}

/** Not through `tidy`, which walks through every number of an array that it returns. */
function read(tensor: Tensor): Float32Array {
  const numbers = tensor.dataSync<'float32'>();
  tensor.dispose();
  return numbers;
}

function addRow(
  target: Float32Array,
  at: number,
  row: {
    readonly source: Float32Array;
    readonly from: number;
    readonly scale: number;
    readonly width: number;
  },
): void {
  const { source, from, scale, width } = row;
  for (let column = 0; column < width; column += 1) {
    target[at + column] = (target[at + column] ?? 0) + scale * (source[from + column] ?? 0);
  }
}
