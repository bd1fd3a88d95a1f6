import { randomUUID } from 'node:crypto';
import { readConfig } from '../../src/config/read-config';
import { NeighbourSearch } from '../../src/search/semantic/neighbour-search';
import { openTrove, type Trove } from '../../src/server/composition-root';
import { workOnJobs } from '../../src/server/open-jobs';
import type { Filter } from '../../src/search/filter.types';
import { asImportRunId } from '../../src/shared/ids';
import {
  describeElasticsearch,
  ELASTICSEARCH_START_MS,
  elasticsearchUrl,
} from '../support/elasticsearch';
import { eventually } from '../support/eventually';
import { plantedCatalogue } from '../support/planted-catalogue';
import { temporaryFolder } from '../support/temporary-folder';

jest.setTimeout(60_000);

describeElasticsearch('semantic search in a whole Trove with vectors on Elasticsearch', () => {
  const folder = temporaryFolder();
  const shop = `trove-test-${randomUUID()}`;
  let url: string;
  let trove: Trove;

  beforeAll(async () => {
    url = await elasticsearchUrl();
  }, ELASTICSEARCH_START_MS);

  beforeEach(async () => {
    const config = readConfig({
      NODE_ENV: 'test',
      TROVE_DATA_DIR: folder.path('data'),
      ELASTICSEARCH_URL: url,
      TROVE_SEARCH_INDEX: shop,
      TROVE_VECTORS: 'elasticsearch',
      TROVE_SEARCH_DEADLINE_MS: '20000',
    });
    trove = await openTrove(config);
  });

  afterEach(async () => {
    await trove.close();
    const made = (await (await fetch(`${url}/${shop}-*`)).json()) as object;
    for (const index of Object.keys(made)) await fetch(`${url}/${index}`, { method: 'DELETE' });
  });

  const nearest = (text: string, filter: Filter | null = null) => {
    const { spaces, vectors } = trove.semantics;
    return new NeighbourSearch(spaces, vectors).nearest({
      text,
      slot: 'catalogue',
      filter,
      unavailable: 'HIDE',
      limit: 5,
    });
  };

  it('finds what is meant, of what passes a filter, as soon as whoever does the jobs has been there', async () => {
    await trove.productStore.upsert(plantedCatalogue(60, 1), asImportRunId('first'));
    expect(await nearest('couch')).toEqual([]);

    await workOnJobs(trove);
    await eventually(async () => (await nearest('couch')).length === 5);

    const found = await nearest('couch');
    for (const { sku } of found) expect(sku).toContain('seating');
    const [only, ...others] = found.map(({ sku }) => sku);
    const filter: Filter = { op: 'not', clause: { op: 'sku', anyOf: others } };
    expect((await nearest('couch', filter)).map(({ sku }) => sku)).toContain(only);
    for (const { sku } of await nearest('couch', filter)) expect(others).not.toContain(sku);
    expect(trove.semantics.vectors.name).toBe('elasticsearch');
  });
});
