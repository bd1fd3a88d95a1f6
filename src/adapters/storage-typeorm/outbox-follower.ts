import type {
  CatalogChange,
  CatalogFollower,
  TransactionSql,
} from '../../catalog/catalog-follower.port';
import type { Clock } from '../../shared/clock';
import type { Sku } from '../../shared/ids';
import { BoundSql } from './bound-sql';
import type { DatabaseLocation } from './database';
import { enterSql } from './outbox-sql';

/** Enters every changed product into the outbox, in one statement of the transaction that changes it. */
export class OutboxFollower implements CatalogFollower {
  private readonly enter: BoundSql;

  constructor(
    kind: DatabaseLocation['kind'],
    private readonly clock: Clock,
  ) {
    this.enter = new BoundSql(kind, enterSql(kind));
  }

  async apply({ upserted, deleted }: CatalogChange, sql: TransactionSql): Promise<void> {
    const skus = [...upserted.map(({ product }) => product.sku), ...deleted.map(({ sku }) => sku)];
    if (skus.length === 0) return;
    await this.enter.rows(sql, [JSON.stringify(inLockOrder(skus)), this.clock()]);
  }
}

/** Distinct and sorted: writers that lock rows in the same order never wait for each other in a circle. */
export function inLockOrder(skus: readonly Sku[]): readonly Sku[] {
  return [...new Set(skus)].sort();
}
