import type { MigrationInterface, QueryRunner } from 'typeorm';
import { Table, TableIndex, type TableColumnOptions } from 'typeorm';

const column = (name: string, type: string, more: Partial<TableColumnOptions> = {}) => ({
  name,
  type,
  ...more,
});

/** A text that is compared by code point on every database: PostgreSQL would otherwise go by its locale. */
const ordered = (name: string): TableColumnOptions =>
  column(name, 'varchar', { length: '200', collation: 'C' });

const key = (): TableColumnOptions => ordered('sku');

const optional = { isNullable: true } as const;

function sequenceColumn(name: string): TableColumnOptions {
  return {
    name,
    type: 'integer',
    isPrimary: true,
    isGenerated: true,
    generationStrategy: 'increment',
  };
}

const product = new Table({
  name: 'product',
  columns: [
    sequenceColumn('id'),
    key(),
    column('title', 'text'),
    column('description', 'text'),
    column('brand', 'text', optional),
    column('identifiers', 'text'),
    column('categories', 'text'),
    column('price_amount', 'double precision', optional),
    column('price_currency', 'varchar', { length: '3', ...optional }),
    column('availability', 'varchar', { length: '20' }),
    column('tags', 'text'),
    column('image_urls', 'text'),
    column('attributes', 'text'),
    column('locale', 'varchar', { length: '35' }),
    column('published_at', 'bigint', optional),
    column('updated_at', 'bigint'),
    column('content_digest', 'varchar', { length: '64' }),
    column('import_run', 'varchar', { length: '64' }),
  ],
  indices: [
    new TableIndex({ name: 'product_sku_unique', columnNames: ['sku'], isUnique: true }),
    new TableIndex({ name: 'product_import_run', columnNames: ['import_run'] }),
  ],
});

const shopperEvent = new Table({
  name: 'shopper_event',
  columns: [
    sequenceColumn('sequence'),
    column('event_id', 'varchar', { length: '200' }),
    column('kind', 'varchar', { length: '20' }),
    key(),
    column('shopper', 'varchar', { length: '200', ...optional }),
    column('session', 'varchar', { length: '200', ...optional }),
    column('occurred_at', 'bigint'),
    column('received_at', 'bigint'),
    column('search_id', 'varchar', { length: '64', ...optional }),
    column('recommendation_id', 'varchar', { length: '64', ...optional }),
    column('position', 'integer', optional),
    column('quantity', 'integer', optional),
    column('price_amount', 'double precision', optional),
    column('price_currency', 'varchar', { length: '3', ...optional }),
    column('rating', 'integer', optional),
  ],
  indices: [
    new TableIndex({ name: 'shopper_event_id_unique', columnNames: ['event_id'], isUnique: true }),
  ],
});

const productCounter = new Table({
  name: 'product_counter',
  columns: [
    { ...key(), isPrimary: true },
    column('impressions', 'integer'),
    column('views', 'integer'),
    column('clicks', 'integer'),
    column('carts', 'integer'),
    column('purchases', 'integer'),
    column('popularity', 'double precision'),
    column('last_event_at', 'bigint'),
  ],
});

const searchImpression = new Table({
  name: 'search_impression',
  columns: [
    sequenceColumn('sequence'),
    column('search_id', 'varchar', { length: '64' }),
    column('text', 'text'),
    column('filter_json', 'text', optional),
    column('sort', 'varchar', { length: '20' }),
    column('total', 'integer'),
    column('first_position', 'integer'),
    column('skus', 'text'),
    column('shopper', 'varchar', { length: '200', ...optional }),
    column('session', 'varchar', { length: '200', ...optional }),
    column('shown_at', 'bigint'),
  ],
  indices: [new TableIndex({ name: 'search_impression_search', columnNames: ['search_id'] })],
});

const searchQuery = new Table({
  name: 'search_query',
  columns: [
    { ...ordered('normalized_text'), isPrimary: true },
    column('text', 'text'),
    column('searches', 'integer'),
    column('last_total', 'integer'),
    column('last_searched_at', 'bigint'),
  ],
});

const setting = new Table({
  name: 'setting',
  columns: [column('name', 'varchar', { length: '100', isPrimary: true }), column('value', 'text')],
});

const tables = [product, shopperEvent, productCounter, searchImpression, searchQuery, setting];

/** Catalogue, feedback and settings, on SQLite and PostgreSQL alike. */
export class FirstHouse1795000000000 implements MigrationInterface {
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
  if (runner.dataSource.options.type === 'postgres') return copy;
  for (const column of copy.columns) delete column.collation;
  return copy;
}
