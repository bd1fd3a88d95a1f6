import type { MigrationInterface, QueryRunner } from 'typeorm';
import { TableIndex } from 'typeorm';

const indices = [
  new TableIndex({ name: 'shopper_event_shopper', columnNames: ['shopper', 'sequence'] }),
  new TableIndex({ name: 'shopper_event_session', columnNames: ['session', 'sequence'] }),
];

/** What somebody did last is asked for by every search of theirs. */
export class EventsByShopper1803000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const index of indices) await runner.createIndex('shopper_event', index);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const index of [...indices].reverse()) await runner.dropIndex('shopper_event', index);
  }
}
