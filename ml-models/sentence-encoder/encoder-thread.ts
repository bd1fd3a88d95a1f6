import { Worker } from 'node:worker_threads';
import { TroveError } from '../../src/shared/errors';
import type { ThreadAnswer, ThreadQuestion, ThreadStart } from './thread-messages.types';

interface Waiting {
  readonly resolve: (vectors: Float32Array) => void;
  readonly reject: (error: Error) => void;
}

/** A thread that encodes texts, one question at a time. One that has ended answers no more: start another. */
export class EncoderThread {
  private waiting: Waiting | null = null;
  private ended: Error | null = null;

  private constructor(private readonly worker: Worker) {
    worker.on('message', (answer: ThreadAnswer) => {
      this.settle(answer);
    });
    worker.on('error', (error: Error) => {
      this.end(error);
    });
    worker.on('exit', (code) => {
      this.end(new Error(`it ended with code ${code}`));
    });
  }

  /**
   * Resolves when it can encode: some hundred milliseconds.
   *
   * @param program the compiled `encoder-worker`.
   * @throws TroveError MODEL_CORRUPT when the network is damaged, ENCODER_UNAVAILABLE when it cannot be run.
   */
  static async start(program: string, start: ThreadStart): Promise<EncoderThread> {
    const worker = new Worker(program, { workerData: start });
    // A thread that waits for texts keeps no process alive.
    worker.unref();
    try {
      await readiness(worker, start);
      return new EncoderThread(worker);
    } catch (error) {
      await worker.terminate();
      throw error;
    }
  }

  get hasEnded(): boolean {
    return this.ended !== null;
  }

  /**
   * One vector per text, one after the other. Ask again only after the answer.
   *
   * @throws TroveError ENCODER_UNAVAILABLE
   */
  encode(texts: readonly string[]): Promise<Float32Array> {
    return new Promise((resolve, reject) => {
      if (this.ended) {
        reject(unavailable(this.ended.message, this.ended));
        return;
      }
      this.waiting = { resolve, reject };
      // Now somebody waits for it.
      this.worker.ref();
      this.worker.postMessage({ texts } satisfies ThreadQuestion);
    });
  }

  async close(): Promise<void> {
    await this.worker.terminate();
  }

  private settle(answer: ThreadAnswer): void {
    const { waiting } = this;
    this.waiting = null;
    this.worker.unref();
    if (answer.kind === 'vectors') waiting?.resolve(answer.vectors);
    else waiting?.reject(unavailable('message' in answer ? answer.message : answer.kind));
  }

  private end(error: Error): void {
    this.ended ??= error;
    this.waiting?.reject(unavailable(error.message, error));
    this.waiting = null;
  }
}

function readiness(worker: Worker, start: ThreadStart): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.once('message', (answer: ThreadAnswer) => {
      if (answer.kind === 'ready') resolve();
      else if (answer.kind === 'corrupt') reject(corrupt(start.network, answer.what));
      else reject(unavailable(answer.kind));
    });
    worker.once('error', (error: Error) => {
      reject(unavailable(error.message, error));
    });
    worker.once('exit', (code) => {
      reject(unavailable(`it ended with code ${code}`));
    });
  });
}

function unavailable(what: string, cause?: Error): TroveError {
  return new TroveError(
    'ENCODER_UNAVAILABLE',
    `The thread of the sentence encoder does not work: ${what}. \`trove encoder install\` installs it anew.`,
    {},
    { cause },
  );
}

function corrupt(file: string, what: string): TroveError {
  return new TroveError(
    'MODEL_CORRUPT',
    `The sentence encoder in ${file} is damaged: ${what}. \`trove encoder install\` installs it anew.`,
    { file },
  );
}
