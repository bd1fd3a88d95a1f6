import type { Database } from '../../src/adapters/storage-typeorm/database';
import { ImpressionFeaturesEntity } from '../../src/adapters/storage-typeorm/entities/impression-features.entity';
import { RecommendationImpressionEntity } from '../../src/adapters/storage-typeorm/entities/recommendation-impression.entity';
import { SearchImpressionEntity } from '../../src/adapters/storage-typeorm/entities/search-impression.entity';
import { TypeOrmBoardSource } from '../../src/adapters/storage-typeorm/typeorm-board-source';
import { TypeOrmEventStore } from '../../src/adapters/storage-typeorm/typeorm-event-store';
import { TypeOrmLoggedLists } from '../../src/adapters/storage-typeorm/typeorm-logged-lists';
import { TypeOrmKnownProducts } from '../../src/adapters/storage-typeorm/typeorm-known-products';
import { TypeOrmProductDigests } from '../../src/adapters/storage-typeorm/typeorm-product-digests';
import { TypeOrmProductStore } from '../../src/adapters/storage-typeorm/typeorm-product-store';
import { TypeOrmRankingLog } from '../../src/adapters/storage-typeorm/typeorm-ranking-log';
import { TypeOrmRecommendationLog } from '../../src/adapters/storage-typeorm/typeorm-recommendation-log';
import { TypeOrmSettingsStore } from '../../src/adapters/storage-typeorm/typeorm-settings-store';
import { TypeOrmShopperHistory } from '../../src/adapters/storage-typeorm/typeorm-shopper-history';
import { TypeOrmShopperMemory } from '../../src/adapters/storage-typeorm/typeorm-shopper-memory';
import { TypeOrmVectorStore } from '../../src/adapters/storage-typeorm/typeorm-vector-store';
import { VectorRemover } from '../../src/adapters/storage-typeorm/vector-remover';
import { textToVector } from '../../src/adapters/storage-typeorm/vector-text';
import type { RecommendationImpression } from '../../src/recommendation/recommendation-log.port';
import type { SearchImpression } from '../../src/search/ranking-log.port';
import { asEpochMs } from '../../src/shared/clock';
import { asImportRunId, asModelId } from '../../src/shared/ids';
import type { FreshDatabases } from '../support/databases';
import { describeCatalogueBoard } from './catalogue-board.contract';
import { describeEventStore } from './event-store.contract';
import { describeKnownProducts } from './known-products.contract';
import { describeLoggedLists } from './logged-lists.contract';
import { describeProductStore } from './product-store.contract';
import { describeRankingLog, type KeptFeatures } from './ranking-log.contract';
import { describeRecommendationLog } from './recommendation-log.contract';
import { describeSettingsStore } from './settings-store.contract';
import { describeShopperHistory } from './shopper-history.contract';
import { describeShopperMemory } from './shopper-memory.contract';
import { describeVectorStore } from './vector-store.contract';

/** Runs the contract suites of everything that keeps its data in a relational database. */
export function describeStorage(name: string, databases: FreshDatabases): void {
  describeProductStore(
    name,
    async (followers) => new TypeOrmProductStore(await databases.open(), followers),
  );
  describeKnownProducts(name, async () => {
    const database = await databases.open();
    return {
      known: new TypeOrmKnownProducts(database),
      store: new TypeOrmProductStore(database, []),
    };
  });
  describeEventStore(name, async () => new TypeOrmEventStore(await databases.open()));
  describeCatalogueBoard(name, async () => {
    const database = await databases.open();
    return {
      source: new TypeOrmBoardSource(database),
      digests: new TypeOrmProductDigests(database),
      store: new TypeOrmProductStore(database, []),
      events: new TypeOrmEventStore(database),
    };
  });
  describeShopperHistory(name, async () => {
    const database = await databases.open();
    return {
      history: new TypeOrmShopperHistory(database),
      events: new TypeOrmEventStore(database),
    };
  });
  describeShopperMemory(name, async () => {
    const database = await databases.open();
    return {
      memory: new TypeOrmShopperMemory(database),
      events: new TypeOrmEventStore(database),
    };
  });
  describeSettingsStore(name, async () => new TypeOrmSettingsStore(await databases.open()));
  describeVectorStore(name, async () => {
    const database = await databases.open();
    const follower = new VectorRemover(database.location.kind);
    const store = new TypeOrmProductStore(database, [follower]);
    let runs = 0;
    return {
      vectors: new TypeOrmVectorStore(database),
      put: async (products) => {
        await store.upsert(products, asImportRunId(`run-${(runs += 1)}`));
      },
      remove: async (skus) => {
        await store.delete(skus);
      },
    };
  });
  describeLoggedLists(name, async () => {
    const database = await databases.open();
    const log = new TypeOrmRankingLog(database);
    const events = new TypeOrmEventStore(database);
    return {
      lists: new TypeOrmLoggedLists(database),
      show: async (pages) => {
        for (const page of pages) log.note(page);
        await log.flush();
      },
      record: async (happened, receivedAt) => {
        await events.record(happened, asEpochMs(receivedAt));
      },
    };
  });
  describeRecommendationLog(name, async () => {
    const database = await databases.open();
    return {
      log: new TypeOrmRecommendationLog(database),
      written: () => recommendationsIn(database),
    };
  });
  describeRankingLog(name, async () => {
    const database = await databases.open();
    return {
      log: new TypeOrmRankingLog(database),
      impressions: () => impressionsIn(database),
      features: () => featuresIn(database),
    };
  });
}

async function impressionsIn(database: Database): Promise<readonly SearchImpression[]> {
  const rows = await database.reader.manager.find(SearchImpressionEntity, {
    order: { sequence: 'ASC' },
  });
  return rows.map(({ sequence: _sequence, ...facts }) => facts as unknown as SearchImpression);
}

async function recommendationsIn(database: Database): Promise<readonly RecommendationImpression[]> {
  const rows = await database.reader.manager.find(RecommendationImpressionEntity, {
    order: { recommendationId: 'ASC', firstPosition: 'ASC' },
  });
  return rows.map(
    ({ items, ...facts }) =>
      ({
        ...facts,
        items: items.map(([sku, strategy, score]) => ({ sku, strategy, score })),
      }) as unknown as RecommendationImpression,
  );
}

async function featuresIn(database: Database): Promise<readonly KeptFeatures[]> {
  const rows = await database.reader.manager.find(ImpressionFeaturesEntity, {
    order: { sequence: 'ASC' },
  });
  return Promise.all(
    rows.map(async ({ sequence, features, model, ...facts }) => {
      const page = await database.reader.manager.findOneByOrFail(SearchImpressionEntity, {
        sequence,
      });
      const { firstPosition, skus } = page;
      const values = textToVector(features);
      return {
        firstPosition,
        skus,
        ...facts,
        values,
        model: model === null ? null : asModelId(model),
      };
    }),
  );
}
