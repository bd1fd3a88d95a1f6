import { freshSqlite } from '../support/databases';
import { describeModels } from './describe-models';

describe('models on SQLite', () => {
  describeModels('SQLite', freshSqlite());
});
