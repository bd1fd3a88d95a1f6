import DataLoader from 'dataloader';
import type { Deadline } from '../../src/shared/deadline';

/** Encodes texts together; one vector per text, one after the other. */
export type EncodeTogether = (texts: readonly string[]) => Promise<Float32Array>;

interface Asked {
  readonly text: string;
  readonly deadline: Deadline | undefined;
}

/** Queries are short: many fit into some ten milliseconds. */
const QUERIES_TOGETHER = 32;

/** Products are long, and a query that comes meanwhile waits for them. */
const PRODUCTS_TOGETHER = 4;

/**
 * Who is encoded next. Texts that wait are encoded together as soon as the encoder is free, queries before products: a catalogue that is
 * encoded in the background holds no search up for longer than a few products take.
 */
export class EncoderQueue {
  private readonly queries: DataLoader<Asked, Float32Array>;
  private readonly products: DataLoader<Asked, Float32Array>;
  private readonly waiting = { queries: [] as (() => void)[], products: [] as (() => void)[] };
  private isBusy = false;

  constructor(
    private readonly encode: EncodeTogether,
    private readonly dimensions: number,
  ) {
    this.queries = this.loader('queries', QUERIES_TOGETHER);
    this.products = this.loader('products', PRODUCTS_TOGETHER);
  }

  /** @throws TroveError DEADLINE_EXCEEDED when its turn comes too late; whatever encoding throws. */
  query(text: string, deadline?: Deadline): Promise<Float32Array> {
    return this.queries.load({ text, deadline });
  }

  product(text: string): Promise<Float32Array> {
    return this.products.load({ text, deadline: undefined });
  }

  private loader(kind: 'queries' | 'products', maxBatchSize: number) {
    return new DataLoader<Asked, Float32Array>((asked) => this.run(asked), {
      cache: false,
      maxBatchSize,
      batchScheduleFn: (run) => {
        this.waiting[kind].push(run);
        // Later, so that what is asked for in the same turn comes along.
        setImmediate(() => {
          this.next();
        });
      },
    });
  }

  private next(): void {
    if (this.isBusy) return;
    const run = this.waiting.queries.shift() ?? this.waiting.products.shift();
    run?.();
  }

  private async run(asked: readonly Asked[]): Promise<readonly (Float32Array | Error)[]> {
    this.isBusy = true;
    try {
      const answers = asked.map(({ deadline }) => latenessOf(deadline));
      const inTime = asked.filter((_, index) => answers[index] === null);
      const vectors = inTime.length > 0 ? await this.encode(inTime.map(({ text }) => text)) : null;
      let place = 0;
      return answers.map((late) => late ?? this.vectorAt(vectors, place++));
    } finally {
      this.isBusy = false;
      this.next();
    }
  }

  private vectorAt(vectors: Float32Array | null, place: number): Float32Array | Error {
    const { dimensions } = this;
    const vector = vectors?.slice(place * dimensions, (place + 1) * dimensions);
    return vector?.length === dimensions ? vector : new Error('The encoder left a text out.');
  }
}

/** The failure of whoever has no time left; null while there is some. */
function latenessOf(deadline: Deadline | undefined): Error | null {
  try {
    deadline?.patienceMs(Infinity);
    return null;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
