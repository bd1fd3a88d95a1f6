import type { MigrationInterface, QueryRunner } from 'typeorm';
import { TableIndex } from 'typeorm';

const byChange = new TableIndex({ name: 'product_updated_at', columnNames: ['updated_at'] });

/** Whether any product changed since it was encoded is asked every few seconds. */
export class ProductsByChange1802000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createIndex('product', byChange);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex('product', byChange);
  }
}
