import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Analyzer } from '../../src/search/analysis/analyzer';
import { asEncoderId, type EncoderId } from '../../src/search/semantic/text-encoder.port';
import { asEpochMs } from '../../src/shared/clock';
import { CatalogueEncoder, type CatalogueEncoderParts } from './catalogue-encoder';
import { bytesOf, partsOf, sizesOf } from './encoder-bytes';
import { corrupt, FORMAT, parseManifest, RECIPE, type EncoderManifest } from './encoder-manifest';

const MANIFEST = 'encoder.json';
const NUMBERS = 'encoder.bin';

/**
 * Writes the encoder into a folder of its own under `root`, which is there as a whole or not at all. The same encoder, written again,
 * changes nothing.
 *
 * @returns its id, which is also the folder's name: it follows from the contents.
 */
export async function writeCatalogueEncoder(
  root: string,
  parts: CatalogueEncoderParts,
): Promise<EncoderId> {
  const bytes = bytesOf(parts);
  const manifest = manifestOf(parts, bytes);
  await mkdir(root, { recursive: true });
  const draft = await mkdtemp(join(root, '.draft-'));
  try {
    await writeDurably(join(draft, NUMBERS), bytes);
    await writeDurably(join(draft, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);
    await moveInto(draft, join(root, manifest.id));
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return asEncoderId(manifest.id);
}

/** @throws TroveError MODEL_CORRUPT, MODEL_INCOMPATIBLE */
export async function readCatalogueEncoder(
  root: string,
  id: EncoderId,
  analyzer: Analyzer,
): Promise<CatalogueEncoder> {
  const folder = join(root, id);
  const manifest = parseManifest((await read(folder, MANIFEST)).toString('utf8'), folder);
  if (manifest.id !== id) throw corrupt(folder, `its manifest names ${manifest.id}`);
  const bytes = await read(folder, NUMBERS);
  if (bytes.length !== manifest.bytes)
    throw corrupt(folder, `encoder.bin has ${bytes.length} bytes instead of ${manifest.bytes}`);
  const sha256 = digest(bytes);
  if (sha256 !== manifest.sha256 || idOf(sha256, manifest.recipe) !== id)
    throw corrupt(folder, 'the checksum of encoder.bin is another one');
  return new CatalogueEncoder(id, partsFrom(manifest, bytes, folder), analyzer);
}

function partsFrom(
  manifest: EncoderManifest,
  bytes: Buffer,
  folder: string,
): CatalogueEncoderParts {
  const { products, seed, trainedAt, text, types } = manifest;
  try {
    return { ...partsOf(bytes, text, types), products, seed, trainedAt: asEpochMs(trainedAt) };
  } catch (error) {
    throw corrupt(folder, error instanceof Error ? error.message : String(error), error);
  }
}

function manifestOf(parts: CatalogueEncoderParts, bytes: Buffer): EncoderManifest {
  const sha256 = digest(bytes);
  return {
    kind: 'trove-catalogue-encoder',
    format: FORMAT,
    recipe: RECIPE,
    id: idOf(sha256, RECIPE),
    sha256,
    bytes: bytes.length,
    products: parts.products,
    seed: parts.seed,
    trainedAt: parts.trainedAt,
    text: sizesOf(parts.text),
    types: sizesOf(parts.types),
  };
}

/** Another id whenever the numbers or the recipe are others. */
function idOf(sha256: string, recipe: number): string {
  return `catalogue-${digest(Buffer.from(`${recipe} ${sha256}`)).slice(0, 16)}`;
}

function digest(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

async function read(folder: string, file: string): Promise<Buffer> {
  try {
    return await readFile(join(folder, file));
  } catch (error) {
    throw corrupt(folder, `${file} cannot be read`, error);
  }
}

/** On the disk before the folder gets its name: a power cut leaves no half-written encoder behind. */
async function writeDurably(file: string, contents: Buffer | string): Promise<void> {
  const handle = await open(file, 'w');
  try {
    await handle.writeFile(contents);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** What is there already under this name has the same numbers, unless it was damaged since. */
async function moveInto(draft: string, folder: string): Promise<void> {
  const [there, drafted] = await Promise.all([numbersOf(folder), numbersOf(draft)]);
  if (there === drafted) return;
  await rm(folder, { recursive: true, force: true });
  await rename(draft, folder);
}

/** Their checksum; null when a file is missing or no manifest. */
async function numbersOf(folder: string): Promise<string | null> {
  try {
    parseManifest((await read(folder, MANIFEST)).toString('utf8'), folder);
    return digest(await read(folder, NUMBERS));
  } catch {
    return null;
  }
}
