import type { MigrationInterface, QueryRunner } from 'typeorm';
import { Table, TableIndex } from 'typeorm';

/** One row for each product that ever changed: what the search index should hold, and whether it does. */
const searchOutbox = new Table({
  name: 'search_outbox',
  columns: [
    { name: 'sku', type: 'varchar', length: '200', collation: 'C', isPrimary: true },
    { name: 'version', type: 'bigint' },
    { name: 'state', type: 'varchar', length: '20' },
    { name: 'attempts', type: 'integer' },
    { name: 'due_at', type: 'bigint' },
    { name: 'waiting_since', type: 'bigint' },
    { name: 'claimed_by', type: 'varchar', length: '200', isNullable: true },
    { name: 'last_error', type: 'text', isNullable: true },
  ],
  indices: [new TableIndex({ name: 'search_outbox_due', columnNames: ['state', 'due_at'] })],
});

/** The outbox of a search index outside the database. It stays empty while the embedded index is used. */
export class SearchOutbox1796000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const table = searchOutbox.clone();
    // SQLite compares by code point anyway, and knows no collation of this name.
    if (runner.dataSource.options.type !== 'postgres')
      for (const column of table.columns) delete column.collation;
    await runner.createTable(table);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(searchOutbox.name);
  }
}
