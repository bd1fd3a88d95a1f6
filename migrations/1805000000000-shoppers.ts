import type { MigrationInterface, QueryRunner } from 'typeorm';
import { Table, TableIndex } from 'typeorm';

const session = new Table({
  name: 'shopper_session',
  columns: [
    { name: 'session', type: 'varchar', length: '200', isPrimary: true },
    { name: 'shopper', type: 'varchar', length: '200' },
    { name: 'claimed_at', type: 'bigint' },
  ],
});

const dislike = new Table({
  name: 'shopper_dislike',
  columns: [
    {
      name: 'sequence',
      type: 'integer',
      isPrimary: true,
      isGenerated: true,
      generationStrategy: 'increment',
    },
    { name: 'who', type: 'varchar', length: '210' },
    { name: 'owner', type: 'varchar', length: '210', isNullable: true },
    { name: 'what', type: 'varchar', length: '64' },
    { name: 'kind', type: 'varchar', length: '20' },
    { name: 'value', type: 'text' },
    { name: 'said_at', type: 'bigint' },
  ],
  indices: [
    new TableIndex({ name: 'shopper_dislike_once', columnNames: ['who', 'what'], isUnique: true }),
    new TableIndex({ name: 'shopper_dislike_who', columnNames: ['who', 'sequence'] }),
    new TableIndex({ name: 'shopper_dislike_owner', columnNames: ['owner', 'sequence'] }),
  ],
});

const EVERYTHING = [
  ['shopper_event_shopper', 'shopper, sequence', ''],
  ['shopper_event_session', 'session, sequence', ''],
] as const;

/** What somebody did, without what they were shown: else whoever is shown much would be slow to ask about. */
const ACTS = [
  ['shopper_event_shopper', 'shopper, sequence', "WHERE kind <> 'IMPRESSION'"],
  ['shopper_event_session', 'session, sequence', "WHERE kind <> 'IMPRESSION'"],
  ['shopper_event_claimed', 'claimed_by, sequence', 'WHERE claimed_by IS NOT NULL'],
] as const;

/** Whose sessions are whose, and what nobody wants to see again. Plain SQL on the log, since TypeORM would write it anew on SQLite. */
export class Shoppers1805000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const table of [session, dislike]) await runner.createTable(table);
    await runner.query('ALTER TABLE shopper_event ADD COLUMN claimed_by varchar(200)');
    for (const [name] of EVERYTHING) await runner.query(`DROP INDEX ${name}`);
    for (const index of ACTS) await createIndex(runner, index);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [name] of ACTS) await runner.query(`DROP INDEX ${name}`);
    for (const index of EVERYTHING) await createIndex(runner, index);
    await runner.query('ALTER TABLE shopper_event DROP COLUMN claimed_by');
    for (const table of [dislike, session]) await runner.dropTable(table.name);
  }
}

async function createIndex(
  runner: QueryRunner,
  [name, columns, where]: readonly [string, string, string],
): Promise<void> {
  await runner.query(`CREATE INDEX ${name} ON shopper_event (${columns}) ${where}`);
}
