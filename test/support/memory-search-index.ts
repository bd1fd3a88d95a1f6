import type {
  IndexName,
  SearchIndex,
  VersionedProduct,
  WriteOutcome,
} from '../../src/indexing/search-index.port';
import { TroveError } from '../../src/shared/errors';
import type { Sku } from '../../src/shared/ids';

/** The law of versions and nothing else: what a search index must do, in so few lines that it can be seen to be right. */
export class MemorySearchIndex implements SearchIndex {
  private readonly indexes = new Map<IndexName, Map<Sku, VersionedProduct>>();
  private liveIndex: IndexName | null = null;
  private made = 0;

  async live(): Promise<IndexName | null> {
    return this.liveIndex;
  }

  async create(): Promise<IndexName> {
    this.made += 1;
    const name = `memory-${this.made}` as IndexName;
    this.indexes.set(name, new Map());
    return name;
  }

  async write(
    index: IndexName,
    products: readonly VersionedProduct[],
  ): Promise<readonly WriteOutcome[]> {
    return products.map((product) => this.writeOne(index, product));
  }

  async countVisible(index: IndexName): Promise<number> {
    return this.productsIn(index).length;
  }

  async makeLive(index: IndexName): Promise<void> {
    if (!this.indexes.has(index)) throw new TroveError('INVALID_INPUT', `There is no ${index}.`);
    this.liveIndex = index;
  }

  async all(): Promise<readonly IndexName[]> {
    return [...this.indexes.keys()];
  }

  async drop(index: IndexName): Promise<void> {
    if (index === this.liveIndex)
      throw new TroveError('INVALID_INPUT', `The index ${index} is live.`);
    this.indexes.delete(index);
  }

  /** What a search of everything would find, by SKU. */
  productsIn(index: IndexName): readonly VersionedProduct[] {
    return [...(this.indexes.get(index)?.values() ?? [])]
      .filter(({ product }) => product !== null)
      .sort((left, right) => (left.sku < right.sku ? -1 : 1));
  }

  /** What an engine does with time, or when it is started again. */
  forgetDeletions(): void {
    for (const documents of this.indexes.values())
      for (const [sku, { product }] of documents) if (product === null) documents.delete(sku);
  }

  private writeOne(index: IndexName, given: VersionedProduct): WriteOutcome {
    const { sku } = given;
    const documents = this.indexes.get(index);
    if (!documents)
      return { sku, outcome: 'FAILED', retryable: true, reason: `There is no index ${index}.` };
    const held = documents.get(sku);
    if (held && held.version >= given.version) return { sku, outcome: 'STALE' };
    documents.set(sku, given);
    return { sku, outcome: 'WRITTEN' };
  }
}
