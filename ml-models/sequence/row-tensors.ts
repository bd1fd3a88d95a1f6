import type { Tensor, Tensor2D, TensorFlow } from '../runtime/engine.types';
import type { PackedRows } from './packed-rows';

/** What attention must know of packed rows. */
export interface RowTensors {
  readonly count: number;
  readonly rowLength: number;
  /** [rows, 1, row length, row length]: 0 where an act may look at another one, hugely negative elsewhere. */
  readonly mask: Tensor;
  /** [length of the network, row length²]: 1 where a pair lies so far apart. */
  readonly atDistance: Tensor2D;
}

const NOT_SEEN = -1e9;

/** @param length of the network; rows are at most as long. */
export function rowTensors(tf: TensorFlow, rows: PackedRows, length: number): RowTensors {
  const { count, rowLength } = rows;
  const shape: [number, number, number, number] = [count, 1, rowLength, rowLength];
  return {
    count,
    rowLength,
    mask: tf.tensor4d(maskOf(rows), shape),
    atDistance: tf.tensor2d(distances(rowLength, length), [length, rowLength * rowLength]),
  };
}

/** An act sees those of its own sequence up to itself; one that only fills up sees itself, as a softmax needs something. */
function maskOf({ count, rowLength, sequences }: PackedRows): Float32Array {
  const mask = new Float32Array(count * rowLength * rowLength).fill(NOT_SEEN);
  for (let token = 0; token < sequences.length; token += 1) {
    const row = token - (token % rowLength);
    const sequence = sequences[token] ?? -1;
    const base = token * rowLength - row;
    mask[base + token] = 0;
    for (let past = token - 1; past >= row && sequence >= 0; past -= 1) {
      if (sequences[past] !== sequence) break;
      mask[base + past] = 0;
    }
  }
  return mask;
}

function distances(rowLength: number, length: number): Float32Array {
  const pairs = rowLength * rowLength;
  const at = new Float32Array(length * pairs);
  for (let now = 0; now < rowLength; now += 1)
    for (let past = 0; past <= now; past += 1)
      at[(now - past) * pairs + now * rowLength + past] = 1;
  return at;
}
