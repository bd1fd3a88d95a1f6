import { Database, type DatabasePatience } from '../../src/adapters/storage-typeorm/database';
import { startPostgres, type PostgresServer } from './postgres';
import { temporaryFolder } from './temporary-folder';

/** Gives every test an empty, migrated database of one kind, closed and gone afterwards. */
export interface FreshDatabases {
  open(patience?: DatabasePatience): Promise<Database>;
}

/** Call it inside `describe`. */
export function freshSqlite(): FreshDatabases {
  const opened = closeAfterEach();
  const folder = temporaryFolder();
  let number = 0;
  return {
    open: async (patience) => {
      number += 1;
      const file = folder.path(`trove-${number}.db`);
      return opened(await Database.open({ kind: 'sqlite', file }, patience));
    },
  };
}

/** The same on a PostgreSQL server that runs for the length of the `describe` around it. */
export function freshPostgres(): FreshDatabases {
  let server: PostgresServer | undefined;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(async () => {
    await server?.stop();
  });
  const opened = closeAfterEach();
  return {
    open: async () => {
      if (!server) throw new Error('The PostgreSQL server does not run yet.');
      return opened(await Database.open({ kind: 'postgres', url: await server.createDatabase() }));
    },
  };
}

/** Closes what it is given after each test. Call it inside `describe`. */
export function closeAfterEach(): (database: Database) => Database {
  const open: Database[] = [];
  afterEach(async () => {
    for (const database of open.splice(0)) await database.close();
  });
  return (database) => {
    open.push(database);
    return database;
  };
}
