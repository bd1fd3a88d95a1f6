import type {
  CatalogChange,
  CatalogFollower,
  TransactionSql,
} from '../../catalog/catalog-follower.port';
import type { Sku } from '../../shared/ids';
import { BoundSql } from './bound-sql';
import type { DatabaseLocation } from './database';
import { inJsonList } from './in-list';

/**
 * Takes the vectors of products away, in every set: also inside the transaction that deletes the products. Sets are locked in the
 * order of their encoders, so that nobody waits in a circle.
 */
export class VectorRemover implements CatalogFollower {
  private readonly encoders: BoundSql;
  private readonly raiseRevision: BoundSql;
  private readonly forget: BoundSql;

  constructor(kind: DatabaseLocation['kind']) {
    this.encoders = new BoundSql(kind, 'SELECT encoder FROM vector_set ORDER BY encoder');
    this.raiseRevision = new BoundSql(
      kind,
      'UPDATE vector_set SET revision = revision + 1 WHERE encoder = $1',
    );
    this.forget = new BoundSql(
      kind,
      `UPDATE product_vector SET vector = NULL,
         revision = (SELECT revision FROM vector_set WHERE vector_set.encoder = product_vector.encoder)
       WHERE encoder = $1 AND vector IS NOT NULL AND sku ${inJsonList(kind, '$2')}`,
    );
  }

  async apply({ deleted }: CatalogChange, sql: TransactionSql): Promise<void> {
    await this.remove(
      sql,
      deleted.map(({ sku }) => sku),
    );
  }

  async remove(sql: TransactionSql, skus: readonly Sku[]): Promise<void> {
    if (skus.length === 0) return;
    const list = JSON.stringify(skus);
    for (const { encoder } of await this.encoders.rows<{ encoder: string }>(sql, [])) {
      await this.raiseRevision.rows(sql, [encoder]);
      await this.forget.rows(sql, [encoder, list]);
    }
  }
}
