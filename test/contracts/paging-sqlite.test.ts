import { TypeOrmRankingLog } from '../../src/adapters/storage-typeorm/typeorm-ranking-log';
import { sqliteKeywordWorlds } from '../support/sqlite-keyword-world';
import { EQUAL_WEIGHTS } from './keyword-world.types';
import { describePaging, describeRankedPaging } from './paging-law';

describe('on SQLite', () => {
  const openWorld = sqliteKeywordWorlds();

  const openPages = async () => {
    const world = await openWorld(EQUAL_WEIGHTS);
    const rankingLog = new TypeOrmRankingLog(world.database);
    return { ...world, rankingLog, products: world.store };
  };

  describePaging('sqlite', openPages);
  describeRankedPaging('sqlite', openPages);
});
