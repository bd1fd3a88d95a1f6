import type { ProductStore } from '../catalog/product-store.port';
import type { JobContext } from '../jobs/job-queue.port';
import type { EmbeddingReport } from '../search/semantic/embed-products';
import { LEAST_PRODUCTS } from '../search/semantic/outgrown';
import type { EncoderId } from '../search/semantic/text-encoder.port';
import type { EncoderSlot, VectorStore } from '../search/semantic/vector-store.port';
import type { Clock, EpochMs } from '../shared/clock';

export interface EmbeddingTurnsParts {
  readonly vectors: Pick<VectorStore, 'sets' | 'stale' | 'newest'>;
  readonly products: Pick<ProductStore, 'count'>;
  /** The sentence encoder that is installed in this process; null where none is. */
  readonly sentence: () => Promise<EncoderId | null>;
  /** Does the work, elsewhere. */
  readonly embed: (context: JobContext) => Promise<EmbeddingReport>;
  /** Told that another encoder serves. */
  readonly onServing: () => void;
  readonly clock: Clock;
}

/** What is compared from turn to turn, without a look at every product. */
interface Seen {
  readonly newest: EpochMs | null;
  readonly sentence: EncoderId | null;
  readonly at: EpochMs;
}

/** How long the quick look is trusted, in milliseconds: a product that lands late may be older than what was seen before. */
const LOOK_PROPERLY_MS = 600_000;

/** Decides at each turn of embed-products whether there is anything to do: most turns cost one question to the database. */
export class EmbeddingTurns {
  private done: Seen | null = null;

  constructor(private readonly parts: EmbeddingTurnsParts) {}

  async turn(context: JobContext): Promise<void> {
    const seen = {
      newest: await this.parts.vectors.newest(),
      sentence: await this.parts.sentence(),
      at: this.parts.clock(),
    };
    if (this.sameAsBefore(seen)) return;
    if (await this.isDue(seen.sentence)) {
      const { nowServing } = await this.parts.embed(context);
      if (nowServing.length > 0) this.parts.onServing();
    }
    this.done = seen;
  }

  private sameAsBefore({ newest, sentence, at }: Seen): boolean {
    return (
      this.done?.newest === newest &&
      this.done.sentence === sentence &&
      at - this.done.at < LOOK_PROPERLY_MS
    );
  }

  /** Whether an encoder or a vector is missing. */
  private async isDue(sentence: EncoderId | null): Promise<boolean> {
    const sets = await this.parts.vectors.sets();
    const serves = (slot: EncoderSlot) =>
      sets.find((set) => set.slot === slot && set.state === 'SERVING')?.encoder ?? null;
    const catalogue = serves('catalogue');
    if (sentence !== null && serves('sentence') !== sentence) return true;
    if (catalogue === null) return (await this.parts.products.count()) >= LEAST_PRODUCTS;
    for (const encoder of sentence === null ? [catalogue] : [catalogue, sentence])
      if ((await this.parts.vectors.stale(encoder, null, 1)).length > 0) return true;
    return sets.some(({ slot, state }) => slot === 'catalogue' && state === 'BUILDING');
  }
}
