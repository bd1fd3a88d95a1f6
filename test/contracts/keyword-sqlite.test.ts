import { sqliteKeywordWorlds } from '../support/sqlite-keyword-world';
import { describeKeywordEngine } from './keyword-engine.contract';

describe('on SQLite', () => {
  const openWorld = sqliteKeywordWorlds();
  describeKeywordEngine('sqlite-fts5', openWorld);
});
