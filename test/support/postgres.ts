import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { hasPostgres } from '../../fleet/postgres-binaries';
import { POSTGRES_REMEDY, PostgresProcess } from '../../fleet/postgres-server';
import { mayBeMissing } from './missing-service';

/** A real PostgreSQL server for tests. */
export interface PostgresServer {
  /** Makes an empty database and returns its URL; all of them are gone after `stop`. */
  createDatabase(): Promise<string>;
  stop(): Promise<void>;
}

const REMEDY =
  `Tests on PostgreSQL need a server. ${POSTGRES_REMEDY} An address goes into POSTGRES_URL, with a user that may create ` +
  'databases; ALLOW_MISSING=postgres leaves these tests out.';

/** `describe` for suites on PostgreSQL: left out when it is missing and may be. */
export const describePostgres: typeof describe.skip =
  mayBeMissing('postgres') && !process.env['POSTGRES_URL'] && !hasPostgres()
    ? describe.skip
    : describe;

/** Uses the server of `POSTGRES_URL`, or starts one of its own on a free port of this machine. */
export async function startPostgres(): Promise<PostgresServer> {
  const given = process.env['POSTGRES_URL'];
  if (given) return new DatabasesOn(given, async () => undefined);
  try {
    const server = await PostgresProcess.open();
    return new DatabasesOn(server.url, () => server.stop());
  } catch (error) {
    throw new Error(REMEDY, { cause: error });
  }
}

class DatabasesOn implements PostgresServer {
  private readonly names: string[] = [];

  constructor(
    private readonly url: string,
    private readonly stopServer: () => Promise<void>,
  ) {}

  async createDatabase(): Promise<string> {
    const name = `trove_test_${randomUUID().replaceAll('-', '')}`;
    await this.run(`CREATE DATABASE ${name}`);
    this.names.push(name);
    const url = new URL(this.url);
    url.pathname = `/${name}`;
    return url.href;
  }

  async stop(): Promise<void> {
    for (const name of this.names) await this.run(`DROP DATABASE ${name} WITH (FORCE)`);
    await this.stopServer();
  }

  private async run(sql: string): Promise<void> {
    const client = new Client({ connectionString: this.url });
    await client.connect();
    try {
      await client.query(sql);
    } finally {
      await client.end();
    }
  }
}
