import type { MigrationInterface, QueryRunner } from 'typeorm';
import { Table, TableIndex } from 'typeorm';

/** Bytes of a model or an encoder; they never change under one name. */
const artefact = new Table({
  name: 'artefact',
  columns: [
    { name: 'name', type: 'varchar', length: '200', collation: 'C', isPrimary: true },
    { name: 'checksum', type: 'varchar', length: '64' },
    { name: 'bytes', type: 'integer' },
    { name: 'parts', type: 'integer' },
  ],
});

const artefactPart = new Table({
  name: 'artefact_part',
  columns: [
    { name: 'name', type: 'varchar', length: '200', collation: 'C', isPrimary: true },
    { name: 'part', type: 'integer', isPrimary: true },
    { name: 'content', type: 'text' },
  ],
});

const model = new Table({
  name: 'model',
  columns: [
    { name: 'id', type: 'varchar', length: '100', collation: 'C', isPrimary: true },
    { name: 'kind', type: 'varchar', length: '20' },
    { name: 'state', type: 'varchar', length: '20' },
    { name: 'facts', type: 'text' },
    { name: 'verdict', type: 'text', isNullable: true },
    { name: 'shadow', type: 'text', isNullable: true },
    { name: 'created_at', type: 'bigint' },
  ],
  indices: [
    new TableIndex({ name: 'model_latest', columnNames: ['kind', 'created_at', 'id'] }),
    new TableIndex({
      name: 'model_champion',
      columnNames: ['kind'],
      isUnique: true,
      where: `"state" = 'CHAMPION'`,
    }),
  ],
});

const modelPromotion = new Table({
  name: 'model_promotion',
  columns: [
    { name: 'kind', type: 'varchar', length: '20', isPrimary: true },
    { name: 'number', type: 'integer', isPrimary: true },
    { name: 'model', type: 'varchar', length: '100', isNullable: true },
    { name: 'before', type: 'varchar', length: '100', isNullable: true },
    { name: 'below', type: 'integer', isNullable: true },
    { name: 'action', type: 'varchar', length: '20' },
    { name: 'reason', type: 'text' },
    { name: 'at', type: 'bigint' },
  ],
});

const trainingRun = new Table({
  name: 'training_run',
  columns: [
    { name: 'id', type: 'varchar', length: '100', collation: 'C', isPrimary: true },
    { name: 'kind', type: 'varchar', length: '20' },
    { name: 'mode', type: 'varchar', length: '20' },
    { name: 'state', type: 'varchar', length: '20' },
    { name: 'progress', type: 'double precision' },
    { name: 'reason', type: 'text' },
    { name: 'problem', type: 'text', isNullable: true },
    { name: 'model', type: 'varchar', length: '100', isNullable: true },
    { name: 'queued_at', type: 'bigint' },
    { name: 'started_at', type: 'bigint', isNullable: true },
    { name: 'finished_at', type: 'bigint', isNullable: true },
  ],
  indices: [
    new TableIndex({ name: 'training_run_latest', columnNames: ['kind', 'queued_at', 'id'] }),
    new TableIndex({
      name: 'training_run_queued',
      columnNames: ['kind'],
      isUnique: true,
      where: `"state" = 'QUEUED'`,
    }),
  ],
});

const tables = [artefact, artefactPart, model, modelPromotion, trainingRun];

/** Versions of models with their bytes, who served when, and what was trained. */
export class Models1799000000000 implements MigrationInterface {
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
