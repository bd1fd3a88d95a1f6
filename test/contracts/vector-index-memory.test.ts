import { TypeOrmProductStore } from '../../src/adapters/storage-typeorm/typeorm-product-store';
import { TypeOrmVectorStore } from '../../src/adapters/storage-typeorm/typeorm-vector-store';
import { VectorRemover } from '../../src/adapters/storage-typeorm/vector-remover';
import { MemoryVectorIndex } from '../../src/adapters/vectors-memory/memory-vector-index';
import { asImportRunId } from '../../src/shared/ids';
import { sqliteKeywordWorlds } from '../support/sqlite-keyword-world';
import { EQUAL_WEIGHTS } from './keyword-world.types';
import { describeVectorIndex } from './vector-index.contract';

describe('in memory, over SQLite', () => {
  const openWorld = sqliteKeywordWorlds();
  describeVectorIndex('memory', async () => {
    const { database, engine, indexer } = await openWorld(EQUAL_WEIGHTS);
    const vectors = new TypeOrmVectorStore(database);
    const products = new TypeOrmProductStore(database, [indexer, new VectorRemover('sqlite')]);
    let runs = 0;
    return {
      vectors,
      index: new MemoryVectorIndex({ store: vectors, engine, checkMs: 0 }),
      put: async (changed) => {
        await products.upsert(changed, asImportRunId(`run-${(runs += 1)}`));
      },
      remove: async (skus) => {
        await products.delete(skus);
      },
    };
  });
});
