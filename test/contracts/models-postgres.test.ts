import { freshPostgres } from '../support/databases';
import { describePostgres } from '../support/postgres';
import { describeModels } from './describe-models';

describePostgres('models on PostgreSQL', () => {
  describeModels('PostgreSQL', freshPostgres());
});
