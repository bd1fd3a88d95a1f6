import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createRequire } from 'node:module';
import { pipeline } from 'node:stream/promises';
import { parentPort, workerData } from 'node:worker_threads';
import type { OnnxRuntime } from './onnx-runtime.types';
import { SentenceNetwork } from './sentence-network';
import type { ThreadAnswer, ThreadQuestion, ThreadStart } from './thread-messages.types';
import { WordPieces } from './word-pieces';

/** Errors only. */
const LOG_SEVERITY = 3;

// The whole program of the thread that `EncoderThread` starts.
const start = workerData as ThreadStart;

function tell(answer: ThreadAnswer, transferred: readonly ArrayBuffer[] = []): void {
  parentPort?.postMessage(answer, transferred);
}

async function open(): Promise<SentenceNetwork | null> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(start.network), hash);
  const found = hash.digest('hex');
  if (found !== start.networkSha256) {
    tell({ kind: 'corrupt', what: `the checksum of its network is ${found}` });
    return null;
  }
  const runtime = createRequire(__filename)(start.runtime) as OnnxRuntime;
  const session = await runtime.InferenceSession.create(start.network, {
    intraOpNumThreads: start.threads,
    interOpNumThreads: 1,
    logSeverityLevel: LOG_SEVERITY,
  });
  return new SentenceNetwork(runtime, session, new WordPieces(start));
}

async function answer(network: SentenceNetwork, { texts }: ThreadQuestion): Promise<void> {
  try {
    // Copied: what the runtime gives belongs to it.
    const vectors = (await network.encode(texts)).slice();
    tell({ kind: 'vectors', vectors }, [vectors.buffer]);
  } catch (error) {
    tell({ kind: 'failed', message: String(error) });
  }
}

async function main(): Promise<void> {
  const network = await open();
  if (network === null) return;
  parentPort?.on('message', (question: ThreadQuestion) => void answer(network, question));
  tell({ kind: 'ready' });
}

void main();
