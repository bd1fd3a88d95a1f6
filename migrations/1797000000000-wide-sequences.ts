import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Rows that are numbered as they come, and how. */
const NUMBERED = [
  ['product', 'id'],
  ['shopper_event', 'sequence'],
  ['search_impression', 'sequence'],
] as const;

/**
 * PostgreSQL draws a number for each attempt to insert, also when the row turns out to be there: two thousand million are soon
 * gone. SQLite's numbers have 64 bits anyway.
 */
export class WideSequences1797000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await widen(runner, 'bigint');
  }

  async down(runner: QueryRunner): Promise<void> {
    await widen(runner, 'integer');
  }
}

async function widen(runner: QueryRunner, type: 'bigint' | 'integer'): Promise<void> {
  if (runner.dataSource.options.type !== 'postgres') return;
  for (const [table, column] of NUMBERED) {
    await runner.query(`ALTER TABLE ${table} ALTER COLUMN ${column} TYPE ${type}`);
    await runner.query(`ALTER SEQUENCE ${table}_${column}_seq AS ${type}`);
  }
}
