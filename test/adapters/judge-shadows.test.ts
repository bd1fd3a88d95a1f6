import { TypeOrmModelRegistry } from '../../src/adapters/storage-typeorm/typeorm-model-registry';
import { Database } from '../../src/adapters/storage-typeorm/database';
import { workOnJobs } from '../../src/server/open-jobs';
import { asModelId } from '../../src/shared/ids';
import { aShadowReport } from '../support/a-model';
import { eventually } from '../support/eventually';
import { runGateway } from '../support/running-gateway';
import { addModels } from '../support/servable-models';
import { temporaryFolder } from '../support/temporary-folder';

const shadow = asModelId('reranker-a');

describe('the job that judges shadows', () => {
  const folder = temporaryFolder();

  it('lets a model serve in the running gateway once its shadow has seen enough', async () => {
    const dataDir = folder.path('.');
    await addModels(dataDir, [{ facts: { id: shadow } }]);
    await noteSearches(folder.path('trove.db'), 20);
    const gateway = await runGateway({
      TROVE_DATA_DIR: dataDir,
      TROVE_SHADOW_SEARCHES: '20',
      // Nothing is trained here.
      TROVE_TRAINING_EVERY_MINUTES: '0',
      TROVE_RECOMMENDER_TRAINING_EVERY_MINUTES: '0',
    });
    const { rankingStatus } = gateway.trove;
    expect(rankingStatus().champion).toBeNull();
    expect(rankingStatus().shadows.map(({ model }) => model)).toEqual([shadow]);

    await workOnJobs(gateway.trove);

    await eventually(() => rankingStatus().champion?.model === shadow);
    expect(await gateway.trove.models.show(shadow)).toMatchObject({ state: 'CHAMPION' });
    await gateway.close();
  });
});

async function noteSearches(file: string, searches: number): Promise<void> {
  const database = await Database.open({ kind: 'sqlite', file });
  await new TypeOrmModelRegistry(database).noteShadow(shadow, aShadowReport({ searches }));
  await database.close();
}
