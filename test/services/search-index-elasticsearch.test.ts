import type { DocumentSource } from '../../src/adapters/keyword-elasticsearch/read-answer';
import { describeElasticsearch } from '../support/elasticsearch';
import { elasticsearchShops } from '../support/elasticsearch-keyword-world';
import { describeSearchIndex } from '../contracts/search-index.contract';

describeElasticsearch('on Elasticsearch', () => {
  const openShop = elasticsearchShops();

  describeSearchIndex('elasticsearch', async () => {
    const { index: searchIndex, connection } = openShop();
    return {
      searchIndex,
      titleOf: async (index, sku) => {
        const { docs } = await connection.ask((client) =>
          client.mget<DocumentSource>({ index, ids: [sku] }),
        );
        const [found] = docs;
        return (found as { _source?: DocumentSource } | undefined)?._source?.product?.title ?? null;
      },
    };
  });
});
