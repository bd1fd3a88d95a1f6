import type { MigrationInterface, QueryRunner } from 'typeorm';
import { Table, TableIndex } from 'typeorm';

/** One row for each page whose products a ranker knew something of; most pages of browsing have none. */
const impressionFeatures = new Table({
  name: 'impression_features',
  columns: [
    { name: 'sequence', type: 'bigint', isPrimary: true },
    { name: 'normalized_text', type: 'varchar', length: '200' },
    { name: 'feature_set', type: 'varchar', length: '100' },
    { name: 'columns', type: 'integer' },
    { name: 'features', type: 'text' },
    { name: 'model', type: 'varchar', length: '100', isNullable: true },
    { name: 'shown_at', type: 'bigint' },
  ],
  indices: [new TableIndex({ name: 'impression_features_shown', columnNames: ['shown_at'] })],
});

/** What rankers knew of the products on a page when it was shown. */
export class ImpressionFeatures1800000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(impressionFeatures);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(impressionFeatures.name);
  }
}
