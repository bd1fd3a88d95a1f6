import type { Tensor2D, TensorFlow } from '../runtime/engine.types';
import {
  partsOf,
  type BlockPart,
  type LastPart,
  type NetworkShape,
  type PartPlace,
} from './network-shape';

export type BlockTensors = Readonly<Record<BlockPart, Tensor2D>>;

/** Everything of a network but the vectors of the items; or how a loss changes with each of these numbers. */
export interface NetworkTensors {
  readonly blocks: readonly BlockTensors[];
  readonly last: Readonly<Record<LastPart, Tensor2D>>;
}

/** Whoever makes them disposes of them. */
export function tensorsOf(tf: TensorFlow, shape: NetworkShape, rest: Float32Array): NetworkTensors {
  const places = partsOf(shape);
  const among = (block: number | null): Record<string, Tensor2D> =>
    Object.fromEntries(
      places
        .filter((place) => place.block === block)
        .map((place) => [place.part, tensorAt(tf, rest, place)]),
    );
  return {
    blocks: Array.from({ length: shape.blocks }, (_, block) => among(block) as BlockTensors),
    last: among(null) as NetworkTensors['last'],
  };
}

/** The tensors in the order in which their numbers are kept. */
export function inOrder(shape: NetworkShape, { blocks, last }: NetworkTensors): Tensor2D[] {
  return partsOf(shape).map(({ block, part }) => {
    const tensor = block === null ? last[part as LastPart] : blocks[block]?.[part as BlockPart];
    if (tensor === undefined) throw new RangeError(`a network without ${part}`);
    return tensor;
  });
}

function tensorAt(
  tf: TensorFlow,
  rest: Float32Array,
  { from, rows, columns }: PartPlace,
): Tensor2D {
  return tf.tensor2d(rest.slice(from, from + rows * columns), [rows, columns]);
}
