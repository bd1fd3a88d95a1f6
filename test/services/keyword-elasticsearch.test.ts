import { describeElasticsearch } from '../support/elasticsearch';
import { elasticsearchKeywordWorlds } from '../support/elasticsearch-keyword-world';
import { describeKeywordEngine } from '../contracts/keyword-engine.contract';

describeElasticsearch('on Elasticsearch', () => {
  const openWorld = elasticsearchKeywordWorlds();
  describeKeywordEngine('elasticsearch', openWorld);
});
