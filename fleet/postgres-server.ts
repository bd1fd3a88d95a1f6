import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { endChild, untilAnswering } from './child';
import { freePort } from './free-port';
import { providePostgres } from './postgres-binaries';
import { handOver, unprivileged } from './unprivileged';

const STARTUP_MS = 30_000;

export const POSTGRES_REMEDY =
  'Give the address of a PostgreSQL server, or run `npm ci`, which brings one for most platforms, or install PostgreSQL 15 ' +
  'or later under /usr/lib/postgresql.';

/** A throw-away PostgreSQL on a free port of this machine. Data outlive `kill`, and are gone after `stop`. */
export class PostgresProcess {
  private child: ChildProcess | null = null;
  /** Of the empty database `postgres`; everybody from this machine may do everything. */
  readonly url: string;

  private constructor(
    private readonly binaries: string,
    private readonly folder: string,
    private readonly port: number,
  ) {
    this.url = `postgres://trove@127.0.0.1:${port}/postgres`;
  }

  /** @throws Error with the remedy when there is no PostgreSQL to start */
  static async open(): Promise<PostgresProcess> {
    const folder = mkdtempSync(join(tmpdir(), 'trove-postgres-'));
    try {
      handOver(folder);
      const binaries = providePostgres(folder);
      initialize(binaries, folder);
      const server = new PostgresProcess(binaries, folder, await freePort());
      await server.start();
      return server;
    } catch (error) {
      rmSync(folder, { recursive: true, force: true });
      throw new Error(`PostgreSQL did not start. ${POSTGRES_REMEDY}`, { cause: error });
    }
  }

  /** Starts it, again on the same port and the same data. */
  async start(): Promise<void> {
    const settings = [
      'listen_addresses=127.0.0.1',
      `port=${this.port}`,
      'unix_socket_directories=',
      // A test or a try-out does not outlive a power cut.
      'fsync=off',
      'full_page_writes=off',
      'deadlock_timeout=50ms',
    ];
    this.child = spawn(
      join(this.binaries, 'postgres'),
      ['-D', join(this.folder, 'data'), ...settings.flatMap((setting) => ['-c', setting])],
      { ...unprivileged(), cwd: this.folder, stdio: ['ignore', 'ignore', 'pipe'] },
    );
    process.on('exit', this.endWithUs);
    await untilAnswering(this.child, () => answers(this.url), STARTUP_MS);
  }

  /** Kills the server and all its sessions with SIGKILL, as a crash of the machine would. */
  async kill(): Promise<void> {
    process.off('exit', this.endWithUs);
    const sessions = childrenOf(this.child?.pid);
    const ended = endChild(this.child, 'SIGKILL');
    for (const pid of sessions) killIfThere(pid);
    await ended;
  }

  async stop(): Promise<void> {
    process.off('exit', this.endWithUs);
    await endChild(this.child, 'SIGQUIT');
    rmSync(this.folder, { recursive: true, force: true });
  }

  private readonly endWithUs = (): void => void this.child?.kill('SIGQUIT');
}

/** Read from the process file system; elsewhere than on Linux sessions end by themselves a moment after their server. */
function childrenOf(pid: number | undefined): readonly number[] {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8');
    return children.split(' ').filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself.
  }
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
