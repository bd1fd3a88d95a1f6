import { freshSqlite } from '../support/databases';
import { describeStorage } from './describe-storage';

describe('storage on SQLite', () => {
  describeStorage('SQLite', freshSqlite());
});
