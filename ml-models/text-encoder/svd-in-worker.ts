import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { SparseMatrix } from '../runtime/sparse-matrix';
import { truncatedSvd, type SvdOptions, type TruncatedSvd } from '../runtime/truncated-svd';

export interface SvdTask {
  readonly matrix: SparseMatrix;
  readonly options: SvdOptions;
}

export type SvdMessage =
  | { readonly kind: 'round'; readonly done: number; readonly all: number }
  | { readonly kind: 'result'; readonly svd: TruncatedSvd };

export interface SvdContext {
  /** Ends the work: the promise is rejected with the signal's reason. */
  readonly signal: AbortSignal;
  readonly onRound: (done: number, all: number) => void;
}

/** Where a decomposition is computed. */
export type SvdRunner = (task: SvdTask, context: SvdContext) => Promise<TruncatedSvd>;

/** In this thread, which does nothing else meanwhile: for small matrices and tests. */
export const svdHere: SvdRunner = async ({ matrix, options }, { signal, onRound }) => {
  signal.throwIfAborted();
  return truncatedSvd(matrix, options, onRound);
};

/**
 * In a thread of its own: a catalogue of 20,000 products takes several seconds, in which the event loop goes on.
 *
 * @param program the compiled `svd-worker`.
 */
export const svdInWorker =
  (program: string = join(__dirname, 'svd-worker.js')): SvdRunner =>
  async (task, { signal, onRound }) => {
    signal.throwIfAborted();
    const worker = new Worker(program, { workerData: task });
    const stop = () => void worker.terminate();
    signal.addEventListener('abort', stop, { once: true });
    try {
      return await resultOf(worker, onRound, signal);
    } finally {
      signal.removeEventListener('abort', stop);
      await worker.terminate();
    }
  };

function resultOf(
  worker: Worker,
  onRound: SvdContext['onRound'],
  signal: AbortSignal,
): Promise<TruncatedSvd> {
  return new Promise((resolve, reject) => {
    worker.on('message', (message: SvdMessage) => {
      if (message.kind === 'round') onRound(message.done, message.all);
      else resolve(message.svd);
    });
    worker.on('error', reject);
    worker.on('exit', (code) => {
      const ended = new Error(`The thread of the decomposition ended with code ${code}.`);
      reject(signal.aborted ? (signal.reason as Error) : ended);
    });
  });
}
