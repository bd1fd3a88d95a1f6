import { NOON } from '../support/an-event';
import { freshPostgres } from '../support/databases';
import { outboxWorldOn } from '../support/outbox-world';
import { describePostgres } from '../support/postgres';
import { describeIndexingLaw } from './indexing-law';
import { describeOutbox } from './outbox.contract';

describePostgres('indexing on PostgreSQL', () => {
  const databases = freshPostgres();
  describeOutbox('PostgreSQL', async () => outboxWorldOn(await databases.open(), () => NOON));
  describeIndexingLaw('PostgreSQL', databases, 10);
});
