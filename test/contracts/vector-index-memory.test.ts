import { TypeOrmProductStore } from '../../src/adapters/storage-typeorm/typeorm-product-store';
import { TypeOrmVectorStore } from '../../src/adapters/storage-typeorm/typeorm-vector-store';
import { VectorRemover } from '../../src/adapters/storage-typeorm/vector-remover';
import {
  MemoryVectorIndex,
  type MemoryVectorIndexOptions,
} from '../../src/adapters/vectors-memory/memory-vector-index';
import type { Product } from '../../src/catalog/product.types';
import { openEngine } from '../../ml-models/runtime/open-engine';
import { residentRows } from '../../ml-models/runtime/resident-rows';
import { asImportRunId, type Sku } from '../../src/shared/ids';
import { sqliteKeywordWorlds } from '../support/sqlite-keyword-world';
import { EQUAL_WEIGHTS } from './keyword-world.types';
import { describeVectorIndex } from './vector-index.contract';

describe('in memory, over SQLite', () => {
  const openWorld = sqliteKeywordWorlds();

  const world = (more: Partial<MemoryVectorIndexOptions>) => async () => {
    const { database, engine, indexer } = await openWorld(EQUAL_WEIGHTS);
    const vectors = new TypeOrmVectorStore(database);
    const products = new TypeOrmProductStore(database, [indexer, new VectorRemover('sqlite')]);
    let runs = 0;
    return {
      vectors,
      index: new MemoryVectorIndex({ store: vectors, engine, checkMs: 0, ...more }),
      put: async (changed: readonly Product[]) => {
        await products.upsert(changed, asImportRunId(`run-${(runs += 1)}`));
      },
      remove: async (skus: readonly Sku[]) => {
        await products.delete(skus);
      },
    };
  };

  describeVectorIndex('a loop', world({}));
  describeVectorIndex(
    'an engine',
    world({ openMultiplier: async () => residentRows(await openEngine(['wasm'])) }),
  );
});
