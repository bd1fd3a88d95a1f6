import type { Product } from '../../catalog/product.types';
import type { EncoderId } from '../../search/semantic/text-encoder.port';
import type { VectorChange, VectorSet, VectorStore } from '../../search/semantic/vector-store.port';
import type { Sku } from '../../shared/ids';
import type { FilterLanguage } from './cluster.types';
import { linesOf } from './vector-documents';
import type { VectorIndexes } from './vector-indexes';
import type { FedIndex } from './vector-layout';

/** Changes written at once: a few megabytes. */
const CHANGES_PER_WRITE = 500;

export interface VectorFeederParts {
  readonly store: Pick<VectorStore, 'sets' | 'changes'>;
  readonly products: { findBySkus(skus: readonly Sku[]): Promise<ReadonlyMap<Sku, Product>> };
  readonly indexes: VectorIndexes;
  readonly filters: FilterLanguage;
}

/**
 * Brings the indexes of vectors up to date with the store, which stays the truth: sets that are being built too, so that the change to
 * another encoder is at once. How far an index has come lies with the index; whoever was killed goes on from there.
 */
export class VectorFeeder {
  constructor(private readonly parts: VectorFeederParts) {}

  /**
   * Writes all changes there are, and drops the indexes of sets that are gone.
   *
   * @returns encoders whose vectors can be searched from now on.
   * @throws TroveError SEARCH_UNAVAILABLE: the next turn goes on.
   */
  async turn(signal: AbortSignal): Promise<readonly EncoderId[]> {
    const { store, indexes } = this.parts;
    const sets = await store.sets();
    const fed = await indexes.all();
    const nowReady: EncoderId[] = [];
    for (const set of sets) {
      const before = await this.usable(fed.get(set.encoder), set);
      const after = await this.feed(set, before, signal);
      if (after?.isReady === true && before?.isReady !== true) nowReady.push(set.encoder);
      if (signal.aborted) return nowReady;
    }
    const kept = new Set(sets.map(({ encoder }) => encoder));
    for (const { encoder, index } of fed.values())
      if (!kept.has(encoder)) await indexes.drop(index);
    return nowReady;
  }

  /** Null when it was told to end before the set was all written. */
  private async feed(
    set: VectorSet,
    known: FedIndex | null,
    signal: AbortSignal,
  ): Promise<FedIndex | null> {
    const { store, indexes } = this.parts;
    let fed = known ?? (await indexes.create(set.encoder, set.dimensions));
    const isReady = fed.isReady || set.state !== 'BUILDING';
    if (fed.revision === set.revision && fed.isReady === isReady) return fed;
    while (fed.revision < set.revision) {
      if (signal.aborted) return null;
      const changes = await store.changes(set.encoder, fed.revision, CHANGES_PER_WRITE);
      await this.write(fed, changes);
      // A revision may leave no trace: what it wrote was written again later.
      fed = { ...fed, revision: changes.at(-1)?.revision ?? set.revision };
      if (fed.revision < set.revision) await indexes.note(fed);
    }
    fed = { ...fed, isReady };
    await indexes.note(fed);
    return fed;
  }

  private async write({ index }: FedIndex, changes: readonly VectorChange[]): Promise<void> {
    const { products, indexes, filters } = this.parts;
    const present = changes.flatMap(({ sku, vector }) => (vector === null ? [] : [sku]));
    const found = await products.findBySkus(present);
    await indexes.write(
      index,
      changes.flatMap((change) => linesOf(change, found.get(change.sku) ?? null, filters)),
    );
  }

  /** Null when there is none, or the set was dropped and begun again since: what is in the index is of another one. */
  private async usable(fed: FedIndex | undefined, set: VectorSet): Promise<FedIndex | null> {
    if (!fed) return null;
    if (fed.dimensions === set.dimensions && fed.revision <= set.revision) return fed;
    await this.parts.indexes.drop(fed.index);
    return null;
  }
}
