import type { MigrationInterface, QueryRunner } from 'typeorm';
import { TableIndex } from 'typeorm';

/** What came of a search is looked up by its id whenever rankers learn. */
const eventsBySearch = new TableIndex({
  name: 'shopper_event_search',
  columnNames: ['search_id'],
});

export class EventsBySearch1801000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createIndex('shopper_event', eventsBySearch);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex('shopper_event', eventsBySearch);
  }
}
