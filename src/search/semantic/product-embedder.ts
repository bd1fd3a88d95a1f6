import type { ProductStore } from '../../catalog/product-store.port';
import type { Sku } from '../../shared/ids';
import type { TextEncoder } from './text-encoder.port';
import type { EncoderSlot, ProductVector, VectorStore } from './vector-store.port';

/** What one run did. */
export interface EmbeddingRun {
  /** Products encoded. */
  readonly encoded: number;
  /** The set serves now, because every product had a vector in it. */
  readonly serves: boolean;
}

/** Products encoded and written together: the database is taken for some milliseconds at a time. */
const PRODUCTS_PER_STEP = 200;

/**
 * Brings the vectors of an encoder up to date with the catalogue, and lets them serve when they are complete. It encodes what changed
 * or was never encoded, so a run that was ended or died goes on where it was; two at the same time do the work twice, no harm.
 */
export class ProductEmbedder {
  constructor(
    private readonly vectors: VectorStore,
    private readonly products: Pick<ProductStore, 'findBySkus'>,
  ) {}

  /**
   * @param signal ends the run after the step at hand, with its reason.
   * @param onProgress is told how many products were encoded so far.
   */
  async run(
    encoder: TextEncoder,
    slot: EncoderSlot,
    signal: AbortSignal,
    onProgress: (encoded: number) => void = () => undefined,
  ): Promise<EmbeddingRun> {
    const { id, dimensions } = encoder;
    await this.vectors.begin({ encoder: id, slot, dimensions });
    let encoded = 0;
    let after: Sku | null = null;
    for (;;) {
      signal.throwIfAborted();
      const skus = await this.vectors.stale(id, after, PRODUCTS_PER_STEP);
      if (skus.length === 0) break;
      encoded += await this.encode(encoder, skus);
      onProgress(encoded);
      after = skus.at(-1) ?? null;
    }
    return { encoded, serves: await this.vectors.serve(id) };
  }

  private async encode(encoder: TextEncoder, skus: readonly Sku[]): Promise<number> {
    const products = [...(await this.products.findBySkus(skus)).values()];
    const vectors = await encoder.encodeProducts(products);
    const rows = products.flatMap(({ sku, updatedAt }, index): readonly ProductVector[] => {
      const vector = vectors[index];
      return vector ? [{ sku, vector, productUpdatedAt: updatedAt }] : [];
    });
    await this.vectors.put(encoder.id, rows);
    return rows.length;
  }
}
