import type { SelectQueryBuilder } from 'typeorm';
import type { IndexSource } from '../../indexing/index-source.port';
import type { VersionedProduct } from '../../indexing/search-index.port';
import { asSku, type Sku } from '../../shared/ids';
import type { Database } from './database';
import { ProductCounterEntity } from './entities/product-counter.entity';
import { ProductEntity } from './entities/product.entity';
import { SearchOutboxEntity } from './entities/search-outbox.entity';
import { inJsonList } from './in-list';
import { toProduct } from './product-rows';

/** Reads product, version and popularity in one statement, which sees one state of the database. */
export class TypeOrmIndexSource implements IndexSource {
  constructor(private readonly database: Database) {}

  async find(skus: readonly Sku[]): Promise<ReadonlyMap<Sku, VersionedProduct>> {
    if (skus.length === 0) return new Map();
    const condition = `product.sku ${inJsonList(this.database.location.kind, ':skus')}`;
    const found = await read(this.products().where(condition, { skus: JSON.stringify(skus) }));
    return new Map(found.map((versioned) => [versioned.sku, versioned]));
  }

  async page(after: Sku | null, limit: number): Promise<readonly VersionedProduct[]> {
    const query = this.products().orderBy('product.sku', 'ASC').limit(limit);
    return read(after === null ? query : query.where('product.sku > :after', { after }));
  }

  async deletedPage(after: Sku | null, limit: number): Promise<readonly VersionedProduct[]> {
    const query = this.database.reader.manager
      .createQueryBuilder(SearchOutboxEntity, 'entry')
      .leftJoin(ProductEntity, 'product', 'product.sku = entry.sku')
      .where('product.id IS NULL')
      .orderBy('entry.sku', 'ASC')
      .limit(limit);
    if (after !== null) query.andWhere('entry.sku > :after', { after });
    const rows = await query.getMany();
    return rows.map(({ sku, version }) => ({
      sku: asSku(sku),
      version,
      product: null,
      popularity: 0,
    }));
  }

  async count(): Promise<number> {
    return this.database.reader.manager.count(ProductEntity);
  }

  private products(): SelectQueryBuilder<ProductEntity> {
    return this.database.reader.manager
      .createQueryBuilder(ProductEntity, 'product')
      .leftJoin(SearchOutboxEntity, 'entry', 'entry.sku = product.sku')
      .leftJoin(ProductCounterEntity, 'counter', 'counter.sku = product.sku')
      .addSelect('COALESCE(entry.version, 0)', 'version')
      .addSelect('COALESCE(counter.popularity, 0)', 'popularity');
  }
}

async function read(
  query: SelectQueryBuilder<ProductEntity>,
): Promise<readonly VersionedProduct[]> {
  const { entities, raw } = await query.getRawAndEntities<VersionRow>();
  return entities.map((entity, place) => {
    const row = raw[place];
    if (!row) throw new Error(`No version came back for product ${entity.sku}`);
    const { version, popularity } = row;
    return {
      sku: asSku(entity.sku),
      version: Number(version),
      product: toProduct(entity),
      popularity,
    };
  });
}

interface VersionRow {
  readonly version: string | number;
  readonly popularity: number;
}
