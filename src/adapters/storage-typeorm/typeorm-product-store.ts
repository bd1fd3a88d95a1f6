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
import { inJsonList } from './in-list';
import { RowInserter } from './insert-rows';
import {
  PRODUCT_COLUMNS,
  productValues,
  toProduct,
  toProductRow,
  type ProductRow,
} from './product-rows';

/** Products removed in one transaction of a longer removal: readers and writers wait for no more than that. */
const PRODUCTS_PER_STEP = 500;

const OVERWRITE = PRODUCT_COLUMNS.filter((column) => column !== 'sku')
  .map((column) => `${column} = excluded.${column}`)
  .join(', ');

/** The catalogue in a relational database. */
export class TypeOrmProductStore implements ProductStore {
  private readonly inserter: RowInserter;

  constructor(
    private readonly database: Database,
    private readonly followers: readonly CatalogFollower[],
  ) {
    this.inserter = new RowInserter(database.location.kind, {
      table: 'product',
      columns: PRODUCT_COLUMNS,
      ending: `ON CONFLICT (sku) DO UPDATE SET ${OVERWRITE} RETURNING id, sku`,
    });
  }

  async upsert(products: readonly Product[], run: ImportRunId): Promise<UpsertCounts> {
    if (products.length === 0) return { created: 0, updated: 0, unchanged: 0, merged: 0 };
    return this.database.write(async (transaction) => {
      const skus = products.map((product) => product.sku);
      const plan = planUpsert(products, await this.findEntities(transaction, skus), run);
      await this.markRun(transaction, plan.unchanged, run);
      const upserted = await this.writeRows(transaction, plan.changed);
      await this.tellFollowers(transaction, { upserted, deleted: [] });
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
          take: PRODUCTS_PER_STEP,
        });
        return this.remove(transaction, others);
      });
      if (step.length === 0) return removed;
      removed += step.length;
    }
  }

  async findBySkus(skus: readonly Sku[]): Promise<ReadonlyMap<Sku, Product>> {
    const entities = await this.findEntities(this.database.reader.manager, skus);
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

  private async findEntities(
    manager: EntityManager,
    skus: readonly string[],
  ): Promise<ReadonlyMap<string, ProductEntity>> {
    if (skus.length === 0) return new Map();
    const entities = await manager
      .createQueryBuilder(ProductEntity, 'product')
      .where(`product.sku ${inJsonList(this.database.location.kind, ':skus')}`, {
        skus: JSON.stringify(skus),
      })
      .getMany();
    return new Map(entities.map((entity) => [entity.sku, entity]));
  }

  private async writeRows(
    transaction: EntityManager,
    changed: readonly ChangedProduct[],
  ): Promise<readonly StoredProduct[]> {
    const rows = changed.map(({ row }) => productValues(row));
    const written = (await this.inserter.insert(transaction, rows)) as {
      id: number;
      sku: string;
    }[];
    const idBySku = new Map(written.map(({ id, sku }) => [sku, id]));
    return changed.map(({ product }) => {
      const rowId = idBySku.get(product.sku);
      if (rowId === undefined) throw new Error(`No id came back for product ${product.sku}`);
      return { rowId, product };
    });
  }

  private async markRun(
    transaction: EntityManager,
    skus: readonly Sku[],
    run: ImportRunId,
  ): Promise<void> {
    if (skus.length === 0) return;
    await transaction
      .createQueryBuilder()
      .update(ProductEntity)
      .set({ importRun: run })
      .where(`sku ${inJsonList(this.database.location.kind, ':skus')}`, {
        skus: JSON.stringify(skus),
      })
      .execute();
  }

  private async tellFollowers(transaction: EntityManager, change: CatalogChange): Promise<void> {
    for (const follower of this.followers) await follower.apply(change, transaction);
  }
}

interface ChangedProduct {
  readonly product: Product;
  readonly row: ProductRow;
}

interface UpsertPlan {
  readonly changed: readonly ChangedProduct[];
  readonly unchanged: readonly Sku[];
  readonly counts: UpsertCounts;
}

/** Decides what becomes of each product; touches nothing. */
function planUpsert(
  products: readonly Product[],
  stored: ReadonlyMap<string, ProductEntity>,
  run: ImportRunId,
): UpsertPlan {
  const changed: ChangedProduct[] = [];
  const unchanged: Sku[] = [];
  const counts = { created: 0, updated: 0, unchanged: 0, merged: 0 };
  for (const given of products) {
    const before = stored.get(given.sku);
    const sameRun = before?.importRun === run;
    const product = sameRun ? mergeProducts(toProduct(before), given) : given;
    const row = toProductRow(product, run);
    const same = before?.contentDigest === row.contentDigest;
    if (same) unchanged.push(product.sku);
    else changed.push({ product, row });
    counts[outcomeOf(before, same, sameRun)] += 1;
  }
  return { changed, unchanged, counts };
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
