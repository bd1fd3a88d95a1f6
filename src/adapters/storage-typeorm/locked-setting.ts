import type { TransactionSql } from '../../catalog/catalog-follower.port';
import type { DatabaseLocation } from './database';
import { BoundSql } from './bound-sql';

/** Reads and writes a setting under its row's lock: what was read stays true until the transaction ends. */
export class LockedSetting {
  private readonly lockSql: BoundSql;
  private readonly writeSql: BoundSql;

  /** @param initial what it holds before it is first written. */
  constructor(
    kind: DatabaseLocation['kind'],
    private readonly name: string,
    private readonly initial: string,
  ) {
    this.lockSql = new BoundSql(
      kind,
      `INSERT INTO setting (name, value) VALUES ($1, $2)
       ON CONFLICT (name) DO UPDATE SET value = setting.value RETURNING value`,
    );
    this.writeSql = new BoundSql(kind, 'UPDATE setting SET value = $1 WHERE name = $2');
  }

  async read(transaction: TransactionSql): Promise<string> {
    const rows = await this.lockSql.rows<{ value: string }>(transaction, [this.name, this.initial]);
    return rows[0]?.value ?? this.initial;
  }

  /** Only after `read` in the same transaction. */
  async write(transaction: TransactionSql, value: string): Promise<void> {
    await this.writeSql.rows(transaction, [value, this.name]);
  }
}
