import { NOON } from '../support/an-event';
import { freshSqlite } from '../support/databases';
import { outboxWorldOn } from '../support/outbox-world';
import { describeIndexingLaw } from './indexing-law';
import { describeOutbox } from './outbox.contract';

describe('indexing on SQLite', () => {
  const databases = freshSqlite();
  describeOutbox('SQLite', async () => outboxWorldOn(await databases.open(), () => NOON));
  describeIndexingLaw('SQLite', databases, 100);
});
