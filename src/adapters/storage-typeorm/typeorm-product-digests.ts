import type { ProductDigests } from '../../recommendation/product-shelf.port';
import { asSku, type Sku } from '../../shared/ids';
import type { Database } from './database';
import { inJsonList } from './in-list';

/** The digest that every product row carries. */
export class TypeOrmProductDigests implements ProductDigests {
  private readonly statement: string;

  constructor(private readonly database: Database) {
    this.statement = `SELECT sku, content_digest AS digest FROM product WHERE sku ${inJsonList(database.location.kind)}`;
  }

  async digestsOf(skus: readonly Sku[]): Promise<ReadonlyMap<Sku, string>> {
    const rows: { sku: string; digest: string }[] = await this.database.reader.query(
      this.statement,
      [JSON.stringify(skus)],
    );
    return new Map(rows.map(({ sku, digest }) => [asSku(sku), digest]));
  }
}
