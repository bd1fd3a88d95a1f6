import type { Product } from '../../src/catalog/product.types';
import type { EncoderId, TextEncoder } from '../../src/search/semantic/text-encoder.port';
import type { Deadline } from '../../src/shared/deadline';
import { TroveError } from '../../src/shared/errors';
import { EncoderQueue } from './encoder-queue';
import { EncoderThread } from './encoder-thread';
import { productSentence } from './product-sentence';
import type { ThreadStart } from './thread-messages.types';

export interface SentenceEncoderParts {
  readonly id: EncoderId;
  readonly start: ThreadStart;
  /** The compiled `encoder-worker`. */
  readonly program: string;
}

/**
 * A pretrained encoder that reads texts as sentences. It computes in a thread of its own, started with the first text; texts that are
 * asked for at the same time are encoded together.
 */
export class SentenceEncoder implements TextEncoder {
  private readonly queue: EncoderQueue;
  private starting: Promise<EncoderThread> | null = null;
  /** The last one that started. */
  private thread: EncoderThread | null = null;
  private isClosed = false;

  constructor(private readonly parts: SentenceEncoderParts) {
    this.queue = new EncoderQueue((texts) => this.together(texts), this.dimensions);
  }

  get id(): EncoderId {
    return this.parts.id;
  }

  get dimensions(): number {
    return this.parts.start.dimensions;
  }

  /** Resolves when the next text need not wait for the thread. @throws TroveError MODEL_CORRUPT, ENCODER_UNAVAILABLE */
  async warmUp(): Promise<void> {
    await this.running();
  }

  async encode(texts: readonly string[], deadline?: Deadline): Promise<readonly Float32Array[]> {
    return Promise.all(texts.map((text) => this.one(text, () => this.queue.query(text, deadline))));
  }

  /** Texts of like length are encoded together: a batch takes as long as its longest text. */
  async encodeProducts(products: readonly Product[]): Promise<readonly Float32Array[]> {
    const texts = products.map(productSentence);
    const byLength = [...texts.keys()].sort((a, b) => lengthOf(texts, a) - lengthOf(texts, b));
    const vectors = new Array<Float32Array>(texts.length);
    await Promise.all(
      byLength.map(async (place) => {
        const text = texts[place] ?? '';
        vectors[place] = await this.one(text, () => this.queue.product(text));
      }),
    );
    return vectors;
  }

  /** Ends the thread; whoever waits for it is told. */
  async close(): Promise<void> {
    this.isClosed = true;
    const thread = await this.starting?.catch(() => null);
    await thread?.close();
  }

  /** Nothing to read is near nothing. */
  private async one(text: string, encode: () => Promise<Float32Array>): Promise<Float32Array> {
    return text.trim() === '' ? new Float32Array(this.dimensions) : encode();
  }

  private async together(texts: readonly string[]): Promise<Float32Array> {
    return (await this.running()).encode(texts);
  }

  /** A thread that ended, or did not start, is started anew for whoever asks next. */
  private async running(): Promise<EncoderThread> {
    if (this.isClosed) throw closed();
    if (this.thread?.hasEnded === true) this.starting = null;
    this.starting ??= this.start().catch((error: unknown) => {
      this.starting = null;
      throw error;
    });
    return this.starting;
  }

  private async start(): Promise<EncoderThread> {
    const { program, start } = this.parts;
    this.thread = null;
    this.thread = await EncoderThread.start(program, start);
    return this.thread;
  }
}

const closed = (): TroveError =>
  new TroveError('SHUTTING_DOWN', 'The sentence encoder is closed: this process is ending.');

const lengthOf = (texts: readonly string[], place: number): number => texts[place]?.length ?? 0;
