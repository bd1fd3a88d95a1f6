import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { EmbeddingReport } from '../search/semantic/embed-products';
import { TroveError } from '../shared/errors';
import type { Logger } from '../shared/logger';
import type { EmbeddingMessage, EmbeddingStart } from './embedding-messages.types';

export interface EmbeddingContext {
  /** Ends the work at the next safe place: the promise is rejected with the signal's reason. */
  readonly signal: AbortSignal;
  readonly onProgress: (done: number) => void;
  readonly logger: Logger;
}

/**
 * Longest wait for the thread to come to a safe place, in milliseconds: less than a queue waits for a job that was told to end. What it had
 * written by then stays.
 */
const STOP_MS = 1000;

/**
 * One turn of embed-products in a thread of its own, with connections of its own: reading, learning, encoding and writing leave this
 * thread's event loop alone.
 *
 * @param program the compiled `embedding-worker`.
 * @throws TroveError what the work throws; Error when the thread dies.
 */
export async function embedInThread(
  start: EmbeddingStart,
  context: EmbeddingContext,
  program: string = compiledProgram(),
): Promise<EmbeddingReport> {
  const { signal } = context;
  signal.throwIfAborted();
  const worker = new Worker(program, { workerData: start });
  let timer: NodeJS.Timeout | undefined;
  const stop = () => {
    worker.postMessage('stop');
    timer = setTimeout(() => void worker.terminate(), STOP_MS);
  };
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await reportOf(worker, context);
  } finally {
    signal.removeEventListener('abort', stop);
    clearTimeout(timer);
    await worker.terminate();
  }
}

function reportOf(worker: Worker, { signal, onProgress, logger }: EmbeddingContext) {
  return new Promise<EmbeddingReport>((resolve, reject) => {
    const fail = (error: Error) => {
      reject(signal.aborted ? (signal.reason as Error) : error);
    };
    worker.on('message', (message: EmbeddingMessage) => {
      switch (message.kind) {
        case 'progress':
          onProgress(message.done);
          return;
        case 'log':
          logger[message.level](message.facts, message.sentence);
          return;
        case 'done':
          resolve(message.report);
          return;
        case 'failed':
          fail(failureOf(message));
      }
    });
    worker.on('error', fail);
    worker.on('exit', (code) => {
      fail(new Error(`The thread of the embedding ended with code ${code}.`));
    });
  });
}

function failureOf({ code, message }: EmbeddingMessage & { readonly kind: 'failed' }): Error {
  return code === null ? new Error(message) : new TroveError(code, message);
}

/** Beside this file once everything is compiled, under `dist` while tests run the sources. */
function compiledProgram(): string {
  const beside = join(__dirname, 'embedding-worker.js');
  return existsSync(beside) ? beside : join(__dirname, '../../dist/src/server/embedding-worker.js');
}
