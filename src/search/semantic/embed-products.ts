import type { ProductStore } from '../../catalog/product-store.port';
import type { Product } from '../../catalog/product.types';
import type { Logger } from '../../shared/logger';
import type { CatalogueTeacher, EncoderSource } from './encoder-source.port';
import { hasOutgrown, LEAST_PRODUCTS, SAMPLE } from './outgrown';
import { ProductEmbedder, type EmbeddingRun } from './product-embedder';
import type { KeptEncoder } from './semantic-spaces.port';
import type { EncoderId } from './text-encoder.port';
import type { EncoderSlot, VectorSet, VectorStore } from './vector-store.port';

export interface EmbedProductsParts {
  readonly vectors: VectorStore;
  readonly products: Pick<ProductStore, 'findBySkus' | 'page' | 'count'>;
  readonly source: EncoderSource;
  readonly teacher: CatalogueTeacher;
  /** The sentence encoder that is installed in this process; null where none is. */
  readonly sentence: EncoderId | null;
  readonly logger: Logger;
}

/** What one run changed. */
export interface EmbeddingReport {
  /** Products encoded, over all slots. */
  readonly encoded: number;
  /** The encoders that serve since this run and did not before. */
  readonly nowServing: readonly EncoderId[];
}

/**
 * Brings the vectors of all products up to date, for every encoder: learns the catalogue's own when there is none or the catalogue has
 * outgrown it, and changes over when the new vectors are complete. What a run that died has done is not done again.
 */
export class EmbedProducts {
  private readonly embedder: ProductEmbedder;

  constructor(private readonly parts: EmbedProductsParts) {
    this.embedder = new ProductEmbedder(parts.vectors, parts.products);
  }

  /**
   * @param signal ends the run at the next safe place, with its reason.
   * @param onProgress is told the share of the vectors that were brought up to date, 0 to 1.
   */
  async run(
    signal: AbortSignal,
    onProgress: (done: number) => void = () => undefined,
  ): Promise<EmbeddingReport> {
    const before = await this.parts.vectors.sets();
    const products = await this.parts.products.count();
    const runs: EmbeddingRun[] = [];
    for (const [slot, encoder] of await this.encoders(before, products, signal)) {
      const share = (encoded: number) => {
        onProgress((runs.length + Math.min(1, encoded / products)) / ENCODERS_AT_MOST);
      };
      runs.push(await this.embedder.run(encoder.text, slot, signal, share));
    }
    const after = await this.parts.vectors.sets();
    await this.forgetDropped(before, after);
    return {
      encoded: runs.reduce((sum, { encoded }) => sum + encoded, 0),
      nowServing: served(after).filter((encoder) => !served(before).includes(encoder)),
    };
  }

  private async encoders(
    sets: readonly VectorSet[],
    products: number,
    signal: AbortSignal,
  ): Promise<readonly (readonly [EncoderSlot, KeptEncoder])[]> {
    const catalogue = await this.catalogueEncoder(sets, products, signal);
    const { sentence, source } = this.parts;
    return [
      ...(catalogue ? [['catalogue', catalogue] as const] : []),
      ...(sentence !== null ? [['sentence', await source.load(sentence)] as const] : []),
    ];
  }

  /** The one that is being built goes before the one that serves: a run that died was about to change over to it. */
  private async catalogueEncoder(
    sets: readonly VectorSet[],
    products: number,
    signal: AbortSignal,
  ): Promise<KeptEncoder | null> {
    const own = sets.filter(({ slot }) => slot === 'catalogue');
    for (const state of ['BUILDING', 'SERVING'] as const)
      for (const set of own.filter((one) => one.state === state)) {
        const encoder = await this.fitting(set.encoder, products);
        if (encoder) return encoder;
        if (state === 'BUILDING') await this.parts.vectors.drop(set.encoder);
      }
    if (products < LEAST_PRODUCTS) return null;
    this.parts.logger.info({ products }, 'Learning a text encoder from the catalogue');
    return this.parts.teacher.teach(signal);
  }

  /** The encoder, if it can be had and still fits the catalogue. */
  private async fitting(id: EncoderId, products: number): Promise<KeptEncoder | null> {
    try {
      const encoder = await this.parts.source.load(id);
      const { taught } = encoder;
      if (taught === null) return encoder;
      const { products: learntFrom, unknownThen } = taught;
      const unknownNow = taught.unknownShare(await this.sample());
      const isOutgrown = hasOutgrown({ learntFrom, products, unknownThen, unknownNow });
      return isOutgrown ? null : encoder;
    } catch (error) {
      const facts = { encoder: id, error: String(error) };
      this.parts.logger.warn(facts, 'A text encoder cannot be loaded; another one is learnt');
      return null;
    }
  }

  /** The first: those that the encoder was tried on when it was learnt, unless they are other products by now. */
  private sample(): Promise<readonly Product[]> {
    return this.parts.products.page(null, SAMPLE);
  }

  private async forgetDropped(
    before: readonly VectorSet[],
    after: readonly VectorSet[],
  ): Promise<void> {
    const kept = new Set(after.map(({ encoder }) => encoder));
    const dropped = before.filter(
      ({ slot, encoder }) => slot === 'catalogue' && !kept.has(encoder),
    );
    await this.parts.teacher.forget(dropped.map(({ encoder }) => encoder));
  }
}

const ENCODERS_AT_MOST = 2;

function served(sets: readonly VectorSet[]): readonly EncoderId[] {
  return sets.filter(({ state }) => state === 'SERVING').map(({ encoder }) => encoder);
}
