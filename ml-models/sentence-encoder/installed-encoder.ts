import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { TroveError } from '../../src/shared/errors';
import { requireLater } from '../runtime/installed-packages';
import { threadProgram } from '../runtime/thread-program';
import { ONNX_RUNTIME_VERSION } from './onnx-runtime-release';
import { SentenceEncoder } from './sentence-encoder';
import { sentenceEncoderId, type SentenceSource } from './sentence-sources';

const MANIFEST = 'encoder.json';
export const NETWORK = 'network.onnx';
export const VOCABULARY = 'vocab.txt';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const manifest = z.strictObject({
  kind: z.literal('trove-sentence-encoder'),
  id: z.string(),
  name: z.string(),
  licence: z.string(),
  dimensions: z.int().min(1),
  /** Of the files beside it; the network is written from the makers' weights when it is installed. */
  networkSha256: sha256,
  vocabularySha256: sha256,
});

/** What stands in `encoder.json`. */
export type InstalledEncoder = z.infer<typeof manifest>;

export const manifestFile = (root: string, source: SentenceSource): string =>
  join(encoderFolder(root, source), MANIFEST);

export const encoderFolder = (root: string, source: SentenceSource): string =>
  join(root, sentenceEncoderId(source));

/** The native part is another one on every kind of machine. */
export const runtimeFolder = (root: string): string =>
  join(root, `onnxruntime-${ONNX_RUNTIME_VERSION}-${process.platform}-${process.arch}`);

/** What is installed under `root`; null when nothing is. @throws TroveError MODEL_CORRUPT */
export async function readInstalled(
  root: string,
  source: SentenceSource,
): Promise<InstalledEncoder | null> {
  const file = manifestFile(root, source);
  if (!existsSync(file)) return null;
  const parsed = manifest.safeParse(jsonOf(await readFile(file, 'utf8')));
  if (parsed.success && parsed.data.id === sentenceEncoderId(source)) return parsed.data;
  throw new TroveError(
    'MODEL_CORRUPT',
    `${file} does not describe the encoder ${source.name}. \`trove encoder install\` installs it anew.`,
    { file },
  );
}

/**
 * The encoder, ready to be asked; its files are looked at when its thread starts.
 *
 * @param threads share one operation.
 * @throws TroveError ENCODER_UNAVAILABLE when it is not installed here, MODEL_CORRUPT.
 */
export async function openSentenceEncoder(
  root: string,
  source: SentenceSource,
  threads: number,
): Promise<SentenceEncoder> {
  const installed = await readInstalled(root, source);
  const runtime = runtimeModule(root);
  if (installed === null || runtime === null) throw notInstalled(source, root);
  const folder = encoderFolder(root, source);
  return new SentenceEncoder({
    id: sentenceEncoderId(source),
    program: threadProgram('sentence-encoder', 'encoder-worker'),
    start: {
      network: join(folder, NETWORK),
      networkSha256: installed.networkSha256,
      vocabulary: await readFile(join(folder, VOCABULARY), 'utf8'),
      runtime,
      mostTokens: source.mostTokens,
      dimensions: installed.dimensions,
      threads,
    },
  });
}

/** The module to load: as a package of this program where somebody installed it so, otherwise beside the encoder; null when there is none. */
export function runtimeModule(root: string): string | null {
  try {
    return requireLater.resolve('onnxruntime-node');
  } catch {
    const folder = join(runtimeFolder(root), 'node_modules', 'onnxruntime-node');
    return existsSync(join(folder, 'package.json')) ? folder : null;
  }
}

function notInstalled({ name }: SentenceSource, root: string): TroveError {
  return new TroveError(
    'ENCODER_UNAVAILABLE',
    `The sentence encoder ${name} is not installed in ${root}. \`trove encoder install\` does that.`,
  );
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
