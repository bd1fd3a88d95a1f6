import { freshPostgres } from '../support/databases';
import { describePostgres } from '../support/postgres';
import { describeStorage } from './describe-storage';

describePostgres('storage on PostgreSQL', () => {
  describeStorage('PostgreSQL', freshPostgres());
});
