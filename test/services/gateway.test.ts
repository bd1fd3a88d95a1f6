import { workOnJobs } from '../../src/server/open-jobs';
import {
  describeElasticsearch,
  elasticsearchUrl,
  ELASTICSEARCH_START_MS,
} from '../support/elasticsearch';
import { eventually } from '../support/eventually';
import { startPostgres, type PostgresServer } from '../support/postgres';
import { field, runGateway, type RunningGateway } from '../support/running-gateway';

const IMPORT = `mutation ($input: ImportProductsInput!) {
  importProducts(input: $input) { __typename }
}`;
const SEARCH = '{ search(input: {text: "lantern"}, first: 5) { total { count } } }';

describeElasticsearch('the gateway on PostgreSQL and Elasticsearch', () => {
  let postgres: PostgresServer | undefined;
  let gateway: RunningGateway | undefined;

  beforeAll(async () => {
    postgres = await startPostgres();
    gateway = await runGateway({
      DATABASE_URL: await postgres.createDatabase(),
      ELASTICSEARCH_URL: await elasticsearchUrl(),
      TROVE_SEARCH_INDEX: `test-${String(Date.now())}`,
    });
    await workOnJobs(gateway.trove);
  }, ELASTICSEARCH_START_MS);
  afterAll(async () => {
    await gateway?.close();
    await postgres?.stop();
  });

  it('finds what was imported', async () => {
    const running = gateway as RunningGateway;
    const products = [{ sku: 'L1', title: 'Brass lantern' }];
    const imported = await running.ask(IMPORT, { input: { products } });
    expect(imported.errors).toEqual([]);
    await eventually(async () => field(await running.ask(SEARCH), 'search.total.count') === 1);
  });
});
