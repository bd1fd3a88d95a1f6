import { createHash } from 'node:crypto';
import { z } from 'zod';
import { TroveError } from '../../src/shared/errors';
import { weightsIn } from './network';
import type { Ranker } from './ranker.types';
import { requireSameFeatures } from './same-features';
import type { TrainedRanker } from './train-ranker';
import type { TrainingReport } from './training-report.types';

/**
 * A ranker as bytes, the same wherever it is kept:
 *
 *   8 bytes  "TROVRANK"
 *   4 bytes  version of this format, little-endian like every number here
 *   32 bytes SHA-256 of all that follows
 *   4 bytes  length of the manifest
 *   …        the manifest: JSON in UTF-8, filled up with blanks to a multiple of 4
 *   …        the weights: 32-bit floats
 */
const MAGIC = Buffer.from('TROVRANK', 'latin1');
const FORMAT = 1;
const AT = { format: 8, digest: 12, hashed: 44, manifest: 48 } as const;

const numbers = z.array(z.number());

const manifestShape = z.object({
  features: z.array(z.string()),
  mean: numbers,
  scale: numbers,
  indicators: z.array(z.number().int().nonnegative()),
  inputs: z.number().int().positive(),
  hidden: z.number().int().positive(),
  members: z.number().int().positive(),
  report: z.record(z.string(), z.unknown()),
});

type Manifest = z.infer<typeof manifestShape>;

export function rankerToBytes({ ranker, report }: TrainedRanker): Buffer {
  const body = Buffer.concat([manifestOf(ranker, report), weightsToBytes(ranker)]);
  const head = Buffer.alloc(AT.hashed);
  MAGIC.copy(head);
  head.writeUInt32LE(FORMAT, AT.format);
  createHash('sha256').update(body).digest().copy(head, AT.digest);
  return Buffer.concat([head, body]);
}

/** The checksum that the bytes carry, in hexadecimal: names this very ranker. */
export function checksumOf(bytes: Buffer): string {
  return bytes.subarray(AT.digest, AT.hashed).toString('hex');
}

/**
 * Reads a ranker back, bit by bit the one that was written.
 *
 * @param features that the caller computes; absent: whatever the ranker was trained on, for looking at it.
 * @throws TroveError MODEL_CORRUPT when the bytes are not those written or hold numbers that are none, MODEL_INCOMPATIBLE for
 * another feature list or another format.
 */
export function rankerFromBytes(bytes: Buffer, features?: readonly string[]): TrainedRanker {
  requireFormat(bytes);
  const digest = createHash('sha256').update(bytes.subarray(AT.hashed)).digest('hex');
  if (digest !== checksumOf(bytes)) {
    throw corrupt('its checksum is wrong: it was cut short or changed');
  }
  const { manifest, weights } = contentOf(bytes);
  if (features !== undefined) requireSameFeatures(manifest.features, features);
  return {
    ranker: {
      features: manifest.features,
      normalisation: {
        mean: Float64Array.from(manifest.mean),
        scale: Float64Array.from(manifest.scale),
        indicators: manifest.indicators,
      },
      network: {
        inputs: manifest.inputs,
        hidden: manifest.hidden,
        members: manifest.members,
        weights,
      },
    },
    report: manifest.report as unknown as TrainingReport,
  };
}

function manifestOf({ features, normalisation, network }: Ranker, report: TrainingReport): Buffer {
  const manifest = {
    features: [...features],
    mean: [...normalisation.mean],
    scale: [...normalisation.scale],
    indicators: [...normalisation.indicators],
    inputs: network.inputs,
    hidden: network.hidden,
    members: network.members,
    report: { ...report },
  } satisfies Manifest;
  const json = Buffer.from(JSON.stringify(manifest), 'utf8');
  const length = Math.ceil(json.length / 4) * 4;
  const bytes = Buffer.alloc(4 + length, ' ');
  bytes.writeUInt32LE(length);
  json.copy(bytes, 4);
  return bytes;
}

function weightsToBytes({ network }: Ranker): Buffer {
  const bytes = Buffer.alloc(network.weights.length * 4);
  network.weights.forEach((weight, at) => bytes.writeFloatLE(weight, at * 4));
  return bytes;
}

function requireFormat(bytes: Buffer): void {
  if (bytes.length < AT.manifest || !bytes.subarray(0, MAGIC.length).equals(MAGIC)) {
    throw corrupt(`${bytes.length} bytes do not begin like a ranker`);
  }
  const format = bytes.readUInt32LE(AT.format);
  if (format === FORMAT) return;
  throw new TroveError(
    'MODEL_INCOMPATIBLE',
    `The ranker is written in format ${format}; this version reads format ${FORMAT}. Update Trove, or train anew.`,
    { format, reads: FORMAT },
  );
}

/** What the bytes say, when it makes sense. The checksum proves who wrote them, not that what was written was sound. */
function contentOf(bytes: Buffer): { readonly manifest: Manifest; readonly weights: Float32Array } {
  const length = bytes.readUInt32LE(AT.hashed);
  const manifest = manifestIn(bytes.subarray(AT.manifest, AT.manifest + length));
  const tail = bytes.subarray(AT.manifest + length);
  const expected = weightsIn(manifest);
  if (tail.length !== expected * 4 || !isConsistent(manifest)) {
    throw corrupt(`${tail.length} bytes of weights do not fit its manifest`);
  }
  const weights = Float32Array.from({ length: expected }, (_, at) => tail.readFloatLE(at * 4));
  if (!weights.every(Number.isFinite)) throw corrupt('some of its weights are no numbers');
  return { manifest, weights };
}

function manifestIn(json: Buffer): Manifest {
  try {
    return manifestShape.parse(JSON.parse(json.toString('utf8')));
  } catch (error) {
    throw corrupt('its manifest cannot be read', { cause: error });
  }
}

function isConsistent({ features, mean, scale, indicators, ...network }: Manifest): boolean {
  return (
    mean.length === features.length &&
    scale.length === features.length &&
    network.inputs === features.length + indicators.length &&
    indicators.every((column) => column < features.length) &&
    network.hidden % network.members === 0
  );
}

function corrupt(why: string, options?: ErrorOptions): TroveError {
  return new TroveError(
    'MODEL_CORRUPT',
    `The ranker cannot be used: ${why}. Serve an earlier version, or train anew.`,
    {},
    options,
  );
}
