import type { MigrationInterface, QueryRunner } from 'typeorm';
import { Table, TableIndex } from 'typeorm';

/** The moment is a part of the key, so that a page that is shown again is another note. */
const impression = new Table({
  name: 'recommendation_impression',
  columns: [
    { name: 'recommendation_id', type: 'varchar', length: '64', isPrimary: true },
    { name: 'first_position', type: 'integer', isPrimary: true },
    { name: 'shown_at', type: 'bigint', isPrimary: true },
    { name: 'placement', type: 'varchar', length: '20' },
    { name: 'shopper', type: 'varchar', length: '200', isNullable: true },
    { name: 'session', type: 'varchar', length: '200', isNullable: true },
    { name: 'seeds', type: 'text' },
    { name: 'items', type: 'text' },
    { name: 'model', type: 'varchar', length: '100', isNullable: true },
  ],
  indices: [new TableIndex({ name: 'recommendation_impression_shown', columnNames: ['shown_at'] })],
});

/** What was recommended to whom, page by page. */
export class RecommendationLog1806000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(impression);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(impression.name);
  }
}
