import type { Database } from '../../src/adapters/storage-typeorm/database';
import { ArtefactPartEntity } from '../../src/adapters/storage-typeorm/entities/artefact-part.entity';
import { ArtefactEntity } from '../../src/adapters/storage-typeorm/entities/artefact.entity';
import { TypeOrmArtefactStore } from '../../src/adapters/storage-typeorm/typeorm-artefact-store';
import { TypeOrmModelRegistry } from '../../src/adapters/storage-typeorm/typeorm-model-registry';
import { TypeOrmTrainingRuns } from '../../src/adapters/storage-typeorm/typeorm-training-runs';
import type { FreshDatabases } from '../support/databases';
import { describeArtefactStore } from './artefact-store.contract';
import { describeModelRegistry } from './model-registry.contract';
import { describeTrainingRuns } from './training-runs.contract';

/** Runs the contract suites of everything that keeps models in a relational database. */
export function describeModels(name: string, databases: FreshDatabases): void {
  describeArtefactStore(name, async () => {
    const database = await databases.open();
    return {
      store: new TypeOrmArtefactStore(database),
      cutShort: (artefact) => cutShort(database, artefact),
      spoil: (artefact) => spoil(database, artefact),
    };
  });
  describeTrainingRuns(name, async () => new TypeOrmTrainingRuns(await databases.open()));
  describeModelRegistry(name, async () => {
    const database = await databases.open();
    return {
      registry: new TypeOrmModelRegistry(database),
      spoil: (id) => spoil(database, `model/${id}`),
      loseBytes: async (id) => {
        await database.write((transaction) =>
          transaction.delete(ArtefactEntity, { name: `model/${id}` }),
        );
      },
    };
  });
}

async function cutShort(database: Database, name: string): Promise<void> {
  await database.write(async (transaction) => {
    const last = await transaction.findOneOrFail(ArtefactPartEntity, {
      where: { name },
      order: { part: 'DESC' },
    });
    await transaction.remove(last);
  });
}

async function spoil(database: Database, name: string): Promise<void> {
  await database.write(async (transaction) => {
    const row = await transaction.findOneByOrFail(ArtefactPartEntity, { name, part: 0 });
    const bytes = Buffer.from(row.content, 'base64');
    bytes[0] = 255 - (bytes[0] ?? 0);
    await transaction.update(
      ArtefactPartEntity,
      { name, part: 0 },
      { content: bytes.toString('base64') },
    );
  });
}
