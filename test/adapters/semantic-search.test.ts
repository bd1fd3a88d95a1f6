import { NeighbourSearch } from '../../src/search/semantic/neighbour-search';
import type { Trove } from '../../src/server/composition-root';
import { workOnJobs } from '../../src/server/open-jobs';
import { asEpochMs } from '../../src/shared/clock';
import { asImportRunId, asSku } from '../../src/shared/ids';
import { eventually } from '../support/eventually';
import { openTroveIn } from '../support/open-trove';
import { plain } from '../support/plain-product';
import { plantedCatalogue } from '../support/planted-catalogue';
import { temporaryFolder } from '../support/temporary-folder';

const context = { signal: new AbortController().signal, progress: () => undefined };

describe('semantic search in a whole Trove', () => {
  const folder = temporaryFolder();
  let trove: Trove;

  beforeEach(async () => {
    trove = await openTroveIn(folder.path('data'));
    await trove.productStore.upsert(plantedCatalogue(60, 1), asImportRunId('first'));
  });

  afterEach(() => trove.close());

  const nearest = (text: string, limit = 5) => {
    const { spaces, vectors } = trove.semantics;
    return new NeighbourSearch(spaces, vectors).nearest({
      text,
      slot: 'catalogue',
      filter: null,
      unavailable: 'SHOW',
      limit,
    });
  };

  it('finds nothing until the vectors serve, and then what is meant, whatever it is called', async () => {
    expect(await nearest('couch')).toEqual([]);

    await trove.semantics.embedding.turn(context);
    await eventually(async () => (await nearest('couch')).length === 5);

    for (const { sku } of await nearest('couch')) expect(sku).toContain('seating');
    const [product] = (await trove.productStore.findBySkus([asSku('seating-0')])).values();
    const types = trove.semantics.spaces.serving('catalogue')?.types;
    expect(product && types?.typeVectorOf(product)).toHaveLength(types?.typeDimensions ?? 0);
  });

  it('has products found after the next turn, and gone with their deletion', async () => {
    await trove.semantics.embedding.turn(context);
    const added = plain({
      sku: 'new',
      title: 'derailleur pedal spoke',
      updatedAt: asEpochMs(2e12),
    });
    await trove.productStore.upsert([added], asImportRunId('second'));
    await trove.semantics.embedding.turn(context);
    trove.semantics.vectors.lookAgain();
    await trove.semantics.spaces.lookAgain();

    const skus = async () => (await nearest('derailleur pedal spoke', 60)).map(({ sku }) => sku);
    expect(await skus()).toContain('new');

    await trove.productStore.delete([added.sku]);
    trove.semantics.vectors.lookAgain();
    expect(await skus()).not.toContain('new');
  });

  it('is kept up by whoever does the jobs', async () => {
    await workOnJobs(trove);
    await eventually(async () => (await nearest('couch')).length === 5);
  });
});
