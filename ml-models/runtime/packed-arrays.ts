import { createHash } from 'node:crypto';
import { TroveError } from '../../src/shared/errors';

/** Numbers by name, as a model keeps them. */
export type NamedArrays = Readonly<Record<string, Float32Array | Uint32Array | Float64Array>>;

/** A model's numbers, and whatever else it must know, as JSON. */
export interface PackedModel {
  readonly arrays: NamedArrays;
  readonly facts: Readonly<Record<string, unknown>>;
}

/**
 * The layout, little-endian:
 *
 *   8 bytes  "TROVPACK"
 *   4 bytes  version of this format
 *   4 bytes  length of the manifest
 *   32 bytes SHA-256 of all that is before and after it
 *   …        the manifest, JSON in UTF-8, filled up with blanks so that what follows begins at a multiple of 8
 *   …        the arrays in the order of the manifest, each filled up to a multiple of 8
 */
const MAGIC = Buffer.from('TROVPACK', 'latin1');
const FORMAT = 1;
const AT = { format: 8, manifestLength: 12, digest: 16, manifest: 48 } as const;
const ALIGNED = 8;

const TYPES = { f32: Float32Array, u32: Uint32Array, f64: Float64Array } as const;

type TypeName = keyof typeof TYPES;

interface Manifest {
  readonly kind: string;
  readonly arrays: readonly {
    readonly name: string;
    readonly type: TypeName;
    readonly length: number;
  }[];
  readonly facts: Readonly<Record<string, unknown>>;
}

/** @param kind what can read it back, such as `transitions-1`. */
export function packArrays(kind: string, { arrays, facts }: PackedModel): Buffer {
  const entries = Object.entries(arrays);
  const manifest = manifestBytes({
    kind,
    arrays: entries.map(([name, numbers]) => ({
      name,
      type: typeOf(numbers),
      length: numbers.length,
    })),
    facts,
  });
  const body = Buffer.concat([manifest, ...entries.map(([, numbers]) => alignedBytes(numbers))]);
  const head = Buffer.alloc(AT.manifest);
  MAGIC.copy(head);
  head.writeUInt32LE(FORMAT, AT.format);
  head.writeUInt32LE(manifest.length, AT.manifestLength);
  digestOf(head, body).copy(head, AT.digest);
  return Buffer.concat([head, body]);
}

/**
 * Reads back what was packed, number by number.
 *
 * @throws TroveError MODEL_CORRUPT when the bytes are not those that were packed, or a number is none; MODEL_INCOMPATIBLE for another kind or format.
 */
export function unpackArrays(kind: string, bytes: Uint8Array): PackedModel {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  requireWhole(buffer);
  const length = buffer.readUInt32LE(AT.manifestLength);
  const manifest = JSON.parse(
    buffer.toString('utf8', AT.manifest, AT.manifest + length),
  ) as Manifest;
  if (manifest.kind !== kind) {
    throw new TroveError(
      'MODEL_INCOMPATIBLE',
      `This is a model of the kind ${manifest.kind}; ${kind} is needed.`,
    );
  }
  let at = AT.manifest + length;
  const arrays: Record<string, Float32Array | Uint32Array | Float64Array> = {};
  for (const { name, type, length: count } of manifest.arrays) {
    const numbers = new TYPES[type](count);
    const size = numbers.byteLength;
    if (at + size > buffer.length) throw corrupt(`its array ${name} is cut short`);
    // Copied: the bytes may lie at any address, and belong to somebody else.
    new Uint8Array(numbers.buffer).set(buffer.subarray(at, at + size));
    if (type !== 'u32' && !numbers.every(Number.isFinite))
      throw corrupt(`its array ${name} holds a value that is no number`);
    arrays[name] = numbers;
    at += aligned(size);
  }
  return { arrays, facts: manifest.facts };
}

function requireWhole(buffer: Buffer): void {
  if (buffer.length < AT.manifest || !buffer.subarray(0, MAGIC.length).equals(MAGIC)) {
    throw corrupt(`${buffer.length} bytes do not begin like one`);
  }
  const format = buffer.readUInt32LE(AT.format);
  if (format !== FORMAT) {
    throw new TroveError(
      'MODEL_INCOMPATIBLE',
      `The model's format is ${format}; this version of Trove reads ${FORMAT}.`,
      { format },
    );
  }
  const digest = digestOf(buffer, buffer.subarray(AT.manifest));
  if (!digest.equals(buffer.subarray(AT.digest, AT.manifest))) {
    throw corrupt('its checksum is wrong: it was cut short or changed');
  }
}

function digestOf(head: Buffer, body: Buffer): Buffer {
  return createHash('sha256').update(head.subarray(0, AT.digest)).update(body).digest();
}

function corrupt(why: string): TroveError {
  return new TroveError('MODEL_CORRUPT', `The model cannot be read: ${why}.`);
}

function typeOf(numbers: NamedArrays[string]): TypeName {
  if (numbers instanceof Float32Array) return 'f32';
  return numbers instanceof Uint32Array ? 'u32' : 'f64';
}

function manifestBytes(manifest: Manifest): Buffer {
  const json = Buffer.from(JSON.stringify(manifest), 'utf8');
  const bytes = Buffer.alloc(aligned(json.length), ' ');
  json.copy(bytes);
  return bytes;
}

function alignedBytes(numbers: NamedArrays[string]): Buffer {
  const bytes = Buffer.alloc(aligned(numbers.byteLength));
  Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength).copy(bytes);
  return bytes;
}

const aligned = (length: number): number => Math.ceil(length / ALIGNED) * ALIGNED;
