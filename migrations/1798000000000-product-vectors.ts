import type { MigrationInterface, QueryRunner } from 'typeorm';
import { Table, TableIndex } from 'typeorm';

/** One row for each encoder whose vectors are kept. */
const vectorSet = new Table({
  name: 'vector_set',
  columns: [
    { name: 'encoder', type: 'varchar', length: '100', collation: 'C', isPrimary: true },
    { name: 'slot', type: 'varchar', length: '20' },
    { name: 'dimensions', type: 'integer' },
    { name: 'state', type: 'varchar', length: '20' },
    { name: 'revision', type: 'bigint' },
  ],
});

const productVector = new Table({
  name: 'product_vector',
  columns: [
    { name: 'encoder', type: 'varchar', length: '100', collation: 'C', isPrimary: true },
    { name: 'sku', type: 'varchar', length: '200', collation: 'C', isPrimary: true },
    { name: 'revision', type: 'bigint' },
    { name: 'product_updated_at', type: 'bigint' },
    { name: 'vector', type: 'text', isNullable: true },
  ],
  indices: [
    new TableIndex({ name: 'product_vector_revision', columnNames: ['encoder', 'revision'] }),
  ],
});

const tables = [vectorSet, productVector];

/** Where products point in the spaces of text encoders. */
export class ProductVectors1798000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const table of tables) await runner.createTable(fitted(table, runner));
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [...tables].reverse()) await runner.dropTable(table.name);
  }
}

/** SQLite compares by code point anyway, and knows no collation of this name. */
function fitted(table: Table, runner: QueryRunner): Table {
  const copy = table.clone();
  if (runner.dataSource.options.type !== 'postgres')
    for (const column of copy.columns) delete column.collation;
  return copy;
}
