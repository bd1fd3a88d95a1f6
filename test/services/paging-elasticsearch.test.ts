import { TypeOrmRankingLog } from '../../src/adapters/storage-typeorm/typeorm-ranking-log';
import type { KeywordEngine } from '../../src/search/keyword-engine.port';
import { EQUAL_WEIGHTS } from '../contracts/keyword-world.types';
import { describePaging, describeRankedPaging, NO_STORE } from '../contracts/paging-law';
import { freshSqlite } from '../support/databases';
import { describeElasticsearch } from '../support/elasticsearch';
import {
  elasticsearchKeywordWorlds,
  type ElasticsearchKeywordWorld,
} from '../support/elasticsearch-keyword-world';

describeElasticsearch('on Elasticsearch', () => {
  const openWorld = elasticsearchKeywordWorlds();
  const databases = freshSqlite();

  const openPagingWorld = async (engineOf: (world: ElasticsearchKeywordWorld) => KeywordEngine) => {
    const world = await openWorld(EQUAL_WEIGHTS);
    const rankingLog = new TypeOrmRankingLog(await databases.open());
    return { ...world, engine: engineOf(world), rankingLog, products: NO_STORE };
  };

  describePaging('elasticsearch', () => openPagingWorld(({ engine }) => engine));

  describeRankedPaging('elasticsearch', () => openPagingWorld(({ engine }) => engine));

  describePaging('elasticsearch that loses every view at once', () =>
    openPagingWorld(({ engine, ...world }) => ({
      ...asParts(engine),
      search: async (request, deadline) => {
        const answer = await engine.search(request, deadline);
        await world.closeView(answer.view);
        return answer;
      },
    })),
  );
});

/** The questions of an engine as plain functions, some of which may be replaced. */
function asParts(engine: KeywordEngine): KeywordEngine {
  return {
    name: engine.name,
    capabilities: engine.capabilities,
    search: (...given) => engine.search(...given),
    productsOf: (...given) => engine.productsOf(...given),
    wordFrequencies: (...given) => engine.wordFrequencies(...given),
    similarWords: (...given) => engine.similarWords(...given),
    completeProducts: (...given) => engine.completeProducts(...given),
    completeFieldValues: (...given) => engine.completeFieldValues(...given),
    attributeKeys: (...given) => engine.attributeKeys(...given),
  };
}
