import type { EntityManager } from 'typeorm';
import type {
  EncoderSlot,
  ProductVector,
  VectorChange,
  VectorSet,
  VectorStore,
} from '../../search/semantic/vector-store.port';
import { asEncoderId, type EncoderId } from '../../search/semantic/text-encoder.port';
import { asEpochMs, type EpochMs } from '../../shared/clock';
import { TroveError } from '../../shared/errors';
import { asSku, type Sku } from '../../shared/ids';
import { BoundSql } from './bound-sql';
import type { Database } from './database';
import { ProductVectorEntity } from './entities/product-vector.entity';
import { VectorSetEntity } from './entities/vector-set.entity';
import { inJsonList } from './in-list';
import { RowInserter } from './insert-rows';
import { VectorRemover } from './vector-remover';
import { textToVector, vectorToText } from './vector-text';

const COLUMNS = ['encoder', 'sku', 'revision', 'product_updated_at', 'vector'];

/** Products without a vector of `$1`, or with one of an older state. */
const STALE_PRODUCTS = `
  FROM product LEFT JOIN product_vector AS kept ON kept.encoder = $1 AND kept.sku = product.sku
  WHERE (kept.vector IS NULL OR kept.product_updated_at <> product.updated_at)`;

/** Product vectors in a relational database. Whoever changes a set holds the lock of its row until the commit. */
export class TypeOrmVectorStore implements VectorStore {
  private readonly inserter: RowInserter;
  private readonly remover: VectorRemover;
  private readonly raiseRevision: BoundSql;
  private readonly staleSkus: BoundSql;
  private readonly oneMissing: BoundSql;
  private readonly presentSkus: BoundSql;
  private readonly newestProduct: BoundSql;

  constructor(private readonly database: Database) {
    const { kind } = database.location;
    this.inserter = new RowInserter(kind, {
      table: 'product_vector',
      columns: COLUMNS,
      ending: `ON CONFLICT (encoder, sku) DO UPDATE SET revision = excluded.revision,
        product_updated_at = excluded.product_updated_at, vector = excluded.vector`,
    });
    this.remover = new VectorRemover(kind);
    this.raiseRevision = new BoundSql(
      kind,
      'UPDATE vector_set SET revision = revision + 1 WHERE encoder = $1 RETURNING dimensions, revision',
    );
    this.newestProduct = new BoundSql(kind, 'SELECT MAX(updated_at) AS newest FROM product');
    this.presentSkus = new BoundSql(
      kind,
      `SELECT sku FROM product WHERE sku ${inJsonList(kind, '$1')}`,
    );
    this.staleSkus = new BoundSql(
      kind,
      `SELECT product.sku AS sku ${STALE_PRODUCTS} AND product.sku > $2 ORDER BY product.sku LIMIT $3`,
    );
    this.oneMissing = new BoundSql(
      kind,
      `SELECT product.sku AS sku ${STALE_PRODUCTS} AND kept.vector IS NULL LIMIT 1`,
    );
  }

  async sets(): Promise<readonly VectorSet[]> {
    const rows = await this.database.reader.manager.find(VectorSetEntity, {
      order: { encoder: 'ASC' },
    });
    return rows.map(toSet);
  }

  async begin({
    encoder,
    slot,
    dimensions,
  }: Pick<VectorSet, 'encoder' | 'slot' | 'dimensions'>): Promise<void> {
    await this.database.write(async (transaction) => {
      await transaction
        .createQueryBuilder()
        .insert()
        .into(VectorSetEntity)
        .values({ encoder, slot, dimensions, state: 'BUILDING', revision: 0 })
        .orIgnore()
        .execute();
      const set = await transaction.findOneByOrFail(VectorSetEntity, { encoder });
      if (set.slot === slot && set.dimensions === dimensions) return;
      throw new TroveError(
        'MODEL_INCOMPATIBLE',
        `The vectors of encoder ${encoder} are kept as ${set.slot}, ${set.dimensions} dimensions, not as ${slot}, ${dimensions}. ` +
          'Give the encoder another id.',
        { encoder },
      );
    });
  }

  async put(encoder: EncoderId, vectors: readonly ProductVector[]): Promise<void> {
    if (vectors.length === 0) return;
    await this.database.write(async (transaction) => {
      const { dimensions, revision } = await this.lock(transaction, encoder);
      for (const vector of vectors) check(encoder, vector, dimensions);
      // A product that is twice in one statement is an error to PostgreSQL; the last one counts.
      const last = new Map(vectors.map((vector) => [vector.sku, vector]));
      const present = await this.presentSkus.rows<SkuRow>(transaction, [
        JSON.stringify([...last.keys()]),
      ]);
      const encoded = present.flatMap(({ sku }) => last.get(asSku(sku)) ?? []);
      const rows = encoded.map(({ sku, vector, productUpdatedAt }) => [
        encoder,
        sku,
        revision,
        productUpdatedAt,
        vectorToText(vector),
      ]);
      await this.inserter.insert(transaction, rows);
    });
  }

  async remove(skus: readonly Sku[]): Promise<void> {
    await this.database.write((transaction) => this.remover.remove(transaction, skus));
  }

  async stale(encoder: EncoderId, after: Sku | null, limit: number): Promise<readonly Sku[]> {
    const { manager } = this.database.reader;
    const rows = await this.staleSkus.rows<SkuRow>(manager, [encoder, after ?? '', limit]);
    return rows.map(({ sku }) => asSku(sku));
  }

  async serve(encoder: EncoderId): Promise<boolean> {
    return this.database.write(async (transaction) => {
      await this.lock(transaction, encoder);
      const missing = await this.oneMissing.rows<SkuRow>(transaction, [encoder]);
      if (missing.length > 0) return false;
      const set = await transaction.findOneByOrFail(VectorSetEntity, { encoder });
      if (set.state === 'SERVING') return true;
      const { slot } = set;
      const old = await transaction.findBy(VectorSetEntity, { slot, state: 'RETIRED' });
      for (const retired of old)
        if (retired.encoder !== encoder) await dropSet(transaction, retired.encoder);
      await transaction.update(VectorSetEntity, { slot, state: 'SERVING' }, { state: 'RETIRED' });
      await transaction.update(VectorSetEntity, { encoder }, { state: 'SERVING' });
      return true;
    });
  }

  async drop(encoder: EncoderId): Promise<boolean> {
    return this.database.write(async (transaction) => {
      const set = await transaction.findOneBy(VectorSetEntity, { encoder });
      if (!set) return false;
      if (set.state === 'SERVING')
        throw new TroveError(
          'INVALID_INPUT',
          `The vectors of encoder ${encoder} serve searches. Let another encoder serve first.`,
          { encoder },
        );
      await dropSet(transaction, encoder);
      return true;
    });
  }

  async clear(slot: EncoderSlot): Promise<void> {
    await this.database.write(async (transaction) => {
      const sets = await transaction.findBy(VectorSetEntity, { slot });
      for (const { encoder } of sets) await dropSet(transaction, encoder);
    });
  }

  async newest(): Promise<EpochMs | null> {
    const [row] = await this.newestProduct.rows<{ readonly newest: string | number | null }>(
      this.database.reader.manager,
      [],
    );
    return row === undefined || row.newest === null ? null : asEpochMs(Number(row.newest));
  }

  async changes(
    encoder: EncoderId,
    revision: number,
    limit: number,
  ): Promise<readonly VectorChange[]> {
    const upTo = await this.endOfPage(encoder, revision, limit);
    if (upTo === null) return [];
    const rows = await this.database.reader.manager
      .createQueryBuilder(ProductVectorEntity, 'kept')
      .where('kept.encoder = :encoder', { encoder })
      .andWhere('kept.revision > :revision AND kept.revision <= :upTo', { revision, upTo })
      .orderBy('kept.revision', 'ASC')
      .addOrderBy('kept.sku', 'ASC')
      .select('kept.sku', 'sku')
      .addSelect('kept.vector', 'vector')
      .addSelect('kept.revision', 'revision')
      .getRawMany<RawChange>();
    return rows.map(({ sku, vector, revision: changedIn }) => ({
      sku: asSku(sku),
      vector: vector === null ? null : textToVector(vector),
      revision: Number(changedIn),
    }));
  }

  /** The last revision that fits, or the first when it alone is larger than the page; null when there is none. */
  private async endOfPage(
    encoder: EncoderId,
    revision: number,
    limit: number,
  ): Promise<number | null> {
    const sizes = await this.database.reader.manager
      .createQueryBuilder(ProductVectorEntity, 'kept')
      .select('kept.revision', 'revision')
      .addSelect('COUNT(*)', 'size')
      .where('kept.encoder = :encoder', { encoder })
      .andWhere('kept.revision > :revision', { revision })
      .groupBy('kept.revision')
      .orderBy('kept.revision', 'ASC')
      .limit(limit)
      .getRawMany<{ revision: string | number; size: string | number }>();
    let end: number | null = null;
    let total = 0;
    for (const row of sizes) {
      total += Number(row.size);
      if (end !== null && total > limit) return end;
      end = Number(row.revision);
    }
    return end;
  }

  /** Waits for whoever else changes the set, and raises its revision. */
  private async lock(transaction: EntityManager, encoder: EncoderId): Promise<LockedSet> {
    const [set] = await this.raiseRevision.rows<RawSet>(transaction, [encoder]);
    if (set) return { dimensions: set.dimensions, revision: Number(set.revision) };
    throw new TroveError(
      'MODEL_INCOMPATIBLE',
      `No vectors of encoder ${encoder} are kept. Begin a set for it first.`,
      { encoder },
    );
  }
}

function toSet({ encoder, slot, dimensions, state, revision }: VectorSetEntity): VectorSet {
  return { encoder: asEncoderId(encoder), slot, dimensions, state, revision };
}

interface SkuRow {
  readonly sku: string;
}

interface RawChange {
  readonly sku: string;
  readonly vector: string | null;
  readonly revision: string | number;
}

interface RawSet {
  readonly dimensions: number;
  readonly revision: string | number;
}

interface LockedSet {
  readonly dimensions: number;
  readonly revision: number;
}

async function dropSet(transaction: EntityManager, encoder: string): Promise<void> {
  await transaction.delete(ProductVectorEntity, { encoder });
  await transaction.delete(VectorSetEntity, { encoder });
}

function check(encoder: EncoderId, { sku, vector }: ProductVector, dimensions: number): void {
  if (vector.length !== dimensions)
    throw new TroveError(
      'MODEL_INCOMPATIBLE',
      `The vector of product ${sku} has ${vector.length} dimensions; those of encoder ${encoder} have ${dimensions}.`,
      { encoder, sku },
    );
  if (!vector.every(Number.isFinite))
    throw new TroveError(
      'MODEL_CORRUPT',
      `Encoder ${encoder} gave product ${sku} a vector that is not all numbers. Nothing was kept; install or train the encoder again.`,
      { encoder, sku },
    );
}
