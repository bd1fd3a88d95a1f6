import type { KnownProducts } from '../../feedback/known-products.port';
import { asSku, type Sku } from '../../shared/ids';
import type { Database } from './database';
import { inJsonList } from './in-list';

/** Asks the catalogue's own table, by its unique index. */
export class TypeOrmKnownProducts implements KnownProducts {
  private readonly findSkus: string;

  constructor(private readonly database: Database) {
    this.findSkus = `SELECT sku FROM product WHERE sku ${inJsonList(database.location.kind)}`;
  }

  async knownAmong(skus: readonly Sku[]): Promise<ReadonlySet<Sku>> {
    const rows: { sku: string }[] = await this.database.reader.query(this.findSkus, [
      JSON.stringify(skus),
    ]);
    return new Set(rows.map((row) => asSku(row.sku)));
  }
}
