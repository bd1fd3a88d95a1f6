import { join } from 'node:path';
import { TroveError } from '../../src/shared/errors';
import type { Engine, EngineName, EngineReport, SkippedEngine, TensorFlow } from './engine.types';
import { folderOfPackage, problemOfNativePackage, requireLater } from './installed-packages';
import { withoutProcessHandlers } from './without-process-handlers';

/** The best first. */
export const ENGINES: readonly EngineName[] = ['tfjs-node-gpu', 'tfjs-node', 'wasm', 'cpu'];

type Started = Pick<EngineReport, 'device' | 'threads' | 'simd'>;

let opened: Promise<Engine> | null = null;

/** The best engine that this machine has, opened when it is first asked for and shared by the whole process. */
export function processEngine(): Promise<Engine> {
  opened ??= openEngine(ENGINES);
  return opened;
}

/**
 * Opens the best of the engines allowed. TensorFlow.js has one engine at a time in a process: opening another one makes that one
 * compute from then on.
 *
 * @throws TroveError CONFIG_INVALID when none of them runs here; it says why.
 */
export async function openEngine(allowed: readonly EngineName[]): Promise<Engine> {
  const tf = requireLater('@tensorflow/tfjs-core') as TensorFlow;
  tf.enableProdMode();
  const skipped: SkippedEngine[] = [];
  for (const name of ENGINES.filter((engine) => allowed.includes(engine))) {
    const result = await tryToStart(name, tf);
    if (typeof result !== 'string') {
      return { tf, report: { name, version: tf.version_core, ...result, skipped } };
    }
    skipped.push({ name, reason: result });
  }
  throw noneRuns(allowed, skipped);
}

/** The engine's own account of itself, or why it does not run. */
async function tryToStart(name: EngineName, tf: TensorFlow): Promise<Started | string> {
  try {
    return await STARTERS[name](tf);
  } catch (error) {
    return `${name} did not start: ${error instanceof Error ? error.message : String(error)}`;
  }
}

const STARTERS: Readonly<Record<EngineName, (tf: TensorFlow) => Promise<Started | string>>> = {
  'tfjs-node-gpu': (tf) => startNative('@tensorflow/tfjs-node-gpu', tf),
  'tfjs-node': (tf) => startNative('@tensorflow/tfjs-node', tf),
  wasm: startWasm,
  cpu: startCpu,
};

async function startNative(name: string, tf: TensorFlow): Promise<Started | string> {
  const problem = problemOfNativePackage(name, process.versions.node);
  if (problem !== null) return problem;
  // libtensorflow announces its processor features on standard error unless told otherwise before it loads.
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '2';
  requireLater(name);
  await select('tensorflow', tf);
  const backend = tf.backend() as { readonly isUsingGpuDevice?: boolean };
  return { device: backend.isUsingGpuDevice === true ? 'gpu' : 'cpu', threads: null, simd: null };
}

interface WasmPackage {
  setWasmPaths(folder: string): void;
  getThreadsCount(): number;
}

async function startWasm(tf: TensorFlow): Promise<Started | string> {
  const name = '@tensorflow/tfjs-backend-wasm';
  const folder = folderOfPackage(name);
  if (folder === null) return `${name} is not installed; npm ci does that.`;
  const wasm = requireLater(name) as WasmPackage;
  wasm.setWasmPaths(join(folder, 'dist', '/'));
  await withoutProcessHandlers(() => select('wasm', tf));
  const simd = (await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT')) === true;
  return { device: 'cpu', threads: wasm.getThreadsCount(), simd };
}

async function startCpu(tf: TensorFlow): Promise<Started> {
  requireLater('@tensorflow/tfjs-backend-cpu');
  await select('cpu', tf);
  return { device: 'cpu', threads: 1, simd: false };
}

async function select(backend: string, tf: TensorFlow): Promise<void> {
  if (!(await tf.setBackend(backend))) throw new Error(`backend ${backend} does not initialise`);
}

function noneRuns(allowed: readonly EngineName[], skipped: readonly SkippedEngine[]): TroveError {
  const reasons = skipped.map(({ reason }) => reason).join(' ');
  return new TroveError(
    'CONFIG_INVALID',
    `No engine for models runs here, of: ${allowed.join(', ')}. ${reasons}`.trim(),
    { allowed },
  );
}
