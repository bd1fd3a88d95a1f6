import { z } from 'zod';

/** A block of numbers and its shape. */
export interface NamedTensor {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** The tensors of a file by name. */
export type TensorsByName = ReadonlyMap<string, NamedTensor>;

const HEADER_LENGTH_BYTES = 8;
const BYTES_PER_NUMBER = 4;

const place = z.object({
  dtype: z.string(),
  shape: z.array(z.int().min(0)),
  data_offsets: z.tuple([z.int().min(0), z.int().min(0)]),
});

const header = z.record(z.string(), z.unknown());

/**
 * Reads the tensors of 32-bit floats in a safetensors file; others are left out.
 *
 * @throws Error when it is not such a file.
 * @see https://github.com/huggingface/safetensors
 */
export function readSafetensors(bytes: Buffer): TensorsByName {
  const length = Number(bytes.readBigUInt64LE(0));
  const start = HEADER_LENGTH_BYTES + length;
  const places = header.parse(JSON.parse(bytes.toString('utf8', HEADER_LENGTH_BYTES, start)));
  const tensors = new Map<string, NamedTensor>();
  for (const [name, value] of Object.entries(places)) {
    if (name === '__metadata__') continue;
    const { dtype, shape, data_offsets } = place.parse(value);
    if (dtype !== 'F32') continue;
    const piece = bytes.subarray(start + data_offsets[0], start + data_offsets[1]);
    tensors.set(name, { shape, values: floatsOf(name, piece, shape) });
  }
  return tensors;
}

/** Copied: the bytes of a file need not begin where numbers may. */
function floatsOf(name: string, bytes: Buffer, shape: readonly number[]): Float32Array {
  const size = shape.reduce((product, length) => product * length, 1);
  if (bytes.length !== size * BYTES_PER_NUMBER) throw new Error(`${name} is cut short`);
  return new Float32Array(Uint8Array.from(bytes).buffer);
}
