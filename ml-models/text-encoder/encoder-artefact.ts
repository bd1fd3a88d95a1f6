import { createHash } from 'node:crypto';
import type { Analyzer } from '../../src/search/analysis/analyzer';
import { asEncoderId, type EncoderId } from '../../src/search/semantic/text-encoder.port';
import { asEpochMs } from '../../src/shared/clock';
import { CatalogueEncoder, type CatalogueEncoderParts } from './catalogue-encoder';
import { bytesOf, partsOf, sizesOf } from './encoder-bytes';
import { corrupt, FORMAT, parseManifest, RECIPE, type EncoderManifest } from './encoder-manifest';

/** An encoder as it is kept. */
export interface EncoderArtefact {
  /** Follows from the contents. */
  readonly id: EncoderId;
  /** Length of the manifest (32 bits, little-endian), the manifest as JSON, the numbers that it describes. */
  readonly bytes: Buffer;
}

const LENGTH_BYTES = 4;

export function encoderToArtefact(parts: CatalogueEncoderParts): EncoderArtefact {
  const numbers = bytesOf(parts);
  const manifest = manifestOf(parts, numbers);
  const json = Buffer.from(JSON.stringify(manifest), 'utf8');
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32LE(json.length);
  return { id: asEncoderId(manifest.id), bytes: Buffer.concat([length, json, numbers]) };
}

/** @throws TroveError MODEL_CORRUPT, MODEL_INCOMPATIBLE */
export function encoderFromArtefact(
  id: EncoderId,
  bytes: Uint8Array,
  analyzer: Analyzer,
): CatalogueEncoder {
  const { manifest, numbers } = split(
    id,
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length),
  );
  if (manifest.id !== id) throw corrupt(id, `its manifest names ${manifest.id}`);
  if (numbers.length !== manifest.bytes)
    throw corrupt(id, `it has ${numbers.length} bytes of numbers instead of ${manifest.bytes}`);
  const sha256 = digest(numbers);
  if (sha256 !== manifest.sha256 || idOf(manifest) !== id)
    throw corrupt(id, 'the checksum of its numbers is another one');
  return new CatalogueEncoder(id, partsFrom(manifest, numbers), analyzer);
}

function split(id: EncoderId, bytes: Buffer) {
  const length = bytes.length < LENGTH_BYTES ? Infinity : bytes.readUInt32LE(0);
  const start = LENGTH_BYTES + length;
  if (start > bytes.length) throw corrupt(id, 'it ends within its manifest');
  const manifest = parseManifest(bytes.toString('utf8', LENGTH_BYTES, start), id);
  return { manifest, numbers: bytes.subarray(start) };
}

function partsFrom(manifest: EncoderManifest, numbers: Buffer): CatalogueEncoderParts {
  const { id, products, unknownShare, seed, trainedAt, text, types } = manifest;
  const origin = { products, unknownShare, seed, trainedAt: asEpochMs(trainedAt) };
  try {
    return { ...partsOf(numbers, text, types), ...origin };
  } catch (error) {
    throw corrupt(id, error instanceof Error ? error.message : String(error), error);
  }
}

function manifestOf(parts: CatalogueEncoderParts, numbers: Buffer): EncoderManifest {
  const contents = {
    recipe: RECIPE as typeof RECIPE,
    sha256: digest(numbers),
    products: parts.products,
  };
  return {
    kind: 'trove-catalogue-encoder',
    format: FORMAT,
    ...contents,
    id: idOf(contents),
    bytes: numbers.length,
    unknownShare: parts.unknownShare,
    seed: parts.seed,
    trainedAt: parts.trainedAt,
    text: sizesOf(parts.text),
    types: sizesOf(parts.types),
  };
}

interface EncoderContents {
  readonly recipe: number;
  readonly sha256: string;
  readonly products: number;
}

/** Another id whenever the numbers, the recipe or the size of the catalogue are others. */
function idOf({ recipe, sha256, products }: EncoderContents): string {
  return `catalogue-${digest(Buffer.from(`${recipe} ${sha256} ${products}`)).slice(0, 16)}`;
}

function digest(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
