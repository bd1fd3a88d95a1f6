import { VectorTable } from '../../src/adapters/vectors-memory/vector-table';
import type { Product } from '../../src/catalog/product.types';
import type { ScoredSku } from '../../src/search/semantic/fuse';
import type {
  LoadedEncoder,
  SemanticSpace,
  SemanticSpaces,
} from '../../src/search/semantic/semantic-spaces.port';
import type { EncoderId } from '../../src/search/semantic/text-encoder.port';
import type { TypeEncoder } from '../../src/search/semantic/type-encoder.port';
import type { VectorIndex } from '../../src/search/semantic/vector-index.port';
import type { EncoderSlot } from '../../src/search/semantic/vector-store.port';
import { isZero } from '../../src/search/semantic/vector-math';
import type { Sku } from '../../src/shared/ids';

const PRODUCTS_AT_ONCE = 64;

/** One encoder and the vectors of all products by it, looked at one by one. */
export class BenchSpace implements SemanticSpace {
  private readonly table: VectorTable;
  private readonly queries = new Map<string, Float32Array>();

  private constructor(private readonly encoders: LoadedEncoder) {
    this.table = new VectorTable(encoders.text.dimensions);
  }

  static async of(encoders: LoadedEncoder, products: AsyncIterable<Product>): Promise<BenchSpace> {
    const space = new BenchSpace(encoders);
    let batch: Product[] = [];
    for await (const product of products) {
      batch.push(product);
      if (batch.length < PRODUCTS_AT_ONCE) continue;
      await space.put(batch);
      batch = [];
    }
    await space.put(batch);
    return space;
  }

  get encoder(): EncoderId {
    return this.encoders.text.id;
  }

  get types(): TypeEncoder | null {
    return this.encoders.types;
  }

  async queryVector(text: string): Promise<Float32Array> {
    const known = this.queries.get(text);
    if (known) return known;
    const [vector = new Float32Array(this.encoders.text.dimensions)] =
      await this.encoders.text.encode([text]);
    this.queries.set(text, vector);
    return vector;
  }

  async nearest(text: string, limit: number): Promise<readonly ScoredSku[]> {
    const vector = await this.queryVector(text);
    return isZero(vector) ? [] : this.table.nearest(vector, limit, null);
  }

  vectorsOf(skus: readonly Sku[]): ReadonlyMap<Sku, Float32Array> {
    const found = new Map<Sku, Float32Array>();
    for (const sku of skus) {
      const vector = this.table.get(sku);
      if (vector) found.set(sku, vector);
    }
    return found;
  }

  private async put(products: readonly Product[]): Promise<void> {
    const vectors = await this.encoders.text.encodeProducts(products);
    products.forEach(({ sku }, index) => {
      const vector = vectors[index];
      if (vector) this.table.put(sku, vector);
    });
  }
}

/** The spaces of one way to rank. */
export class BenchSpaces implements SemanticSpaces, Pick<VectorIndex, 'vectorsOf'> {
  constructor(private readonly bySlot: Readonly<Record<EncoderSlot, BenchSpace | null>>) {}

  serving(slot: EncoderSlot): BenchSpace | null {
    return this.bySlot[slot];
  }

  async vectorsOf(
    encoder: EncoderId,
    skus: readonly Sku[],
  ): Promise<ReadonlyMap<Sku, Float32Array>> {
    const space = Object.values(this.bySlot).find((one) => one?.encoder === encoder);
    return space?.vectorsOf(skus) ?? new Map<Sku, Float32Array>();
  }
}
