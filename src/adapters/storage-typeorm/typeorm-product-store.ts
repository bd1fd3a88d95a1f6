import { In, MoreThan, Not, type EntityManager } from 'typeorm';
import type {
  CatalogChange,
  CatalogFollower,
  StoredProduct,
} from '../../catalog/catalog-follower.port';
import { mergeProducts } from '../../catalog/merge-products';
import type { ProductStore, UpsertCounts } from '../../catalog/product-store.port';
import type { Product } from '../../catalog/product.types';
import { asSku, type ImportRunId, type Sku } from '../../shared/ids';
import type { Database } from './database';
import { ProductEntity } from './entities/product.entity';
import { toProduct, toProductRow, type ProductRow } from './product-rows';

/** Rows in one statement: more would exceed the number of parameters that SQLite takes. */
const ROWS_PER_STATEMENT = 500;

const OVERWRITTEN_COLUMNS = [
  'title',
  'description',
  'brand',
  'identifiers',
  'categories',
  'price_amount',
  'price_currency',
  'availability',
  'tags',
  'image_urls',
  'attributes',
  'locale',
  'published_at',
  'updated_at',
  'content_digest',
  'import_run',
];

/** The catalogue in a relational database. */
export class TypeOrmProductStore implements ProductStore {
  constructor(
    private readonly database: Database,
    private readonly followers: readonly CatalogFollower[],
  ) {}

  async upsert(products: readonly Product[], run: ImportRunId): Promise<UpsertCounts> {
    if (products.length === 0) return { created: 0, updated: 0, unchanged: 0, merged: 0 };
    return this.database.write(async (transaction) => {
      const stored = await findEntities(
        transaction,
        products.map((product) => product.sku),
      );
      const plan = planUpsert(products, stored, run);
      await writeRows(transaction, plan.rows);
      await markRun(transaction, plan.unchanged, run);
      const written = await findEntities(
        transaction,
        plan.rows.map((row) => row.sku),
      );
      await this.tellFollowers(transaction, {
        upserted: [...written.values()].map(toStored),
        deleted: [],
      });
      return plan.counts;
    });
  }

  async delete(skus: readonly Sku[]): Promise<readonly Sku[]> {
    return this.database.write(async (transaction) => {
      const found = await transaction.find(ProductEntity, {
        select: { id: true, sku: true },
        where: { sku: In([...skus]) },
      });
      return this.remove(transaction, found);
    });
  }

  async deleteAllExceptRun(run: ImportRunId): Promise<number> {
    let removed = 0;
    for (;;) {
      const step = await this.database.write(async (transaction) => {
        const others = await transaction.find(ProductEntity, {
          select: { id: true, sku: true },
          where: { importRun: Not(run) },
          take: ROWS_PER_STATEMENT,
        });
        return this.remove(transaction, others);
      });
      if (step.length === 0) return removed;
      removed += step.length;
    }
  }

  async findBySkus(skus: readonly Sku[]): Promise<ReadonlyMap<Sku, Product>> {
    const entities = await findEntities(this.database.reader.manager, skus);
    return new Map([...entities.values()].map((entity) => [asSku(entity.sku), toProduct(entity)]));
  }

  async page(after: Sku | null, limit: number): Promise<readonly Product[]> {
    const entities = await this.database.reader.manager.find(ProductEntity, {
      where: after === null ? {} : { sku: MoreThan(after) },
      order: { sku: 'ASC' },
      take: limit,
    });
    return entities.map(toProduct);
  }

  async count(): Promise<number> {
    return this.database.reader.manager.count(ProductEntity);
  }

  private async remove(
    transaction: EntityManager,
    rows: readonly Pick<ProductEntity, 'id' | 'sku'>[],
  ): Promise<readonly Sku[]> {
    if (rows.length === 0) return [];
    await transaction.delete(ProductEntity, { id: In(rows.map((row) => row.id)) });
    const deleted = rows.map((row) => ({ rowId: row.id, sku: asSku(row.sku) }));
    await this.tellFollowers(transaction, { upserted: [], deleted });
    return deleted.map((row) => row.sku);
  }

  private async tellFollowers(transaction: EntityManager, change: CatalogChange): Promise<void> {
    for (const follower of this.followers) await follower.apply(change, transaction);
  }
}

interface UpsertPlan {
  readonly rows: readonly ProductRow[];
  readonly unchanged: readonly Sku[];
  readonly counts: UpsertCounts;
}

/** Decides what becomes of each product; touches nothing. */
function planUpsert(
  products: readonly Product[],
  stored: ReadonlyMap<string, ProductEntity>,
  run: ImportRunId,
): UpsertPlan {
  const rows: ProductRow[] = [];
  const unchanged: Sku[] = [];
  const counts = { created: 0, updated: 0, unchanged: 0, merged: 0 };
  for (const product of products) {
    const before = stored.get(product.sku);
    const sameRun = before?.importRun === run;
    const row = toProductRow(sameRun ? mergeProducts(toProduct(before), product) : product, run);
    const same = before?.contentDigest === row.contentDigest;
    if (same) unchanged.push(product.sku);
    else rows.push(row);
    counts[outcomeOf(before, same, sameRun)] += 1;
  }
  return { rows, unchanged, counts };
}

function outcomeOf(
  before: ProductEntity | undefined,
  same: boolean,
  sameRun: boolean,
): keyof UpsertCounts {
  if (!before) return 'created';
  if (sameRun) return 'merged';
  return same ? 'unchanged' : 'updated';
}

async function findEntities(
  manager: EntityManager,
  skus: readonly string[],
): Promise<ReadonlyMap<string, ProductEntity>> {
  if (skus.length === 0) return new Map();
  const entities = await manager.find(ProductEntity, { where: { sku: In([...skus]) } });
  return new Map(entities.map((entity) => [entity.sku, entity]));
}

async function writeRows(transaction: EntityManager, rows: readonly ProductRow[]): Promise<void> {
  for (let start = 0; start < rows.length; start += ROWS_PER_STATEMENT) {
    await transaction
      .createQueryBuilder()
      .insert()
      .into(ProductEntity)
      .values(rows.slice(start, start + ROWS_PER_STATEMENT))
      .orUpdate(OVERWRITTEN_COLUMNS, ['sku'])
      .updateEntity(false)
      .execute();
  }
}

async function markRun(
  transaction: EntityManager,
  skus: readonly Sku[],
  run: ImportRunId,
): Promise<void> {
  if (skus.length > 0)
    await transaction.update(ProductEntity, { sku: In([...skus]) }, { importRun: run });
}

function toStored(entity: ProductEntity): StoredProduct {
  return { rowId: entity.id, product: toProduct(entity) };
}
