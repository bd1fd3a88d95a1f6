import type { Tensor2D, TensorFlow } from '../runtime/engine.types';
import { networkPass } from './network-pass';
import type { NetworkShape } from './network-shape';
import type { NetworkTensors } from './network-tensors';
import { RowPacker } from './packed-rows';
import { DROP_NOTHING } from './passed.types';
import { rowTensors } from './row-tensors';
import { inputScale } from './training-step';

/** A network in an engine, ready to be asked. */
export interface HeldNetwork {
  readonly shape: NetworkShape;
  readonly network: NetworkTensors;
  /** [items, width] */
  readonly table: Float32Array;
}

/**
 * Where each history leads: the state after its last act. Call it in `tf.tidy`.
 *
 * @param histories each of 1 to `shape.length` known items, oldest first; at least one history.
 * @returns [histories, width]
 */
export function statesAfter(
  tf: TensorFlow,
  { shape, network, table }: HeldNetwork,
  histories: readonly (readonly number[])[],
): Tensor2D {
  const { width } = shape;
  const rowLength = Math.max(...histories.map((history) => history.length));
  const packer = new RowPacker(rowLength, histories.length);
  for (const history of histories) packer.add(history.length);
  const rows = packer.rows();
  const vectors = new Float32Array(rows.count * rowLength * width);
  const scale = inputScale(shape);
  histories.forEach((history, index) => {
    history.forEach((item, act) => {
      const at = ((rows.starts[index] ?? 0) + act) * width;
      for (let column = 0; column < width; column += 1)
        vectors[at + column] = (table[item * width + column] ?? 0) * scale;
    });
  });
  const pass = networkPass(tf, network, tf.tensor2d(vectors, [rows.count * rowLength, width]), {
    rows: rowTensors(tf, rows, shape.length),
    drop: DROP_NOTHING,
    dropAttention: DROP_NOTHING,
  });
  const lasts = Int32Array.from(rows.starts, (start, at) => start + (rows.lengths[at] ?? 1) - 1);
  return tf.gather(pass.output, tf.tensor1d(lasts, 'int32'));
}
