import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endChild, untilAnswering } from './child';
import { freePort } from './free-port';
import { environmentOf, findRedis, openToOthers, type RedisBinary } from './redis-binary';
import { handOver, unprivileged } from './unprivileged';

const STARTUP_MS = 10_000;

const ANSWER_MS = 1000;

export const REDIS_REMEDY =
  'Give the address of a Redis server in REDIS_URL, or install redis-server; on Debian and its kin it is otherwise fetched ' +
  'with apt-get into ~/.cache/trove.';

/** A throw-away Redis on a free port of this machine. Data outlive `kill`, and are gone after `stop`. */
export class RedisProcess {
  private child: ChildProcess | null = null;
  readonly url: string;

  private constructor(
    private readonly binary: RedisBinary,
    private readonly folder: string,
    private readonly port: number,
  ) {
    this.url = `redis://127.0.0.1:${port}`;
  }

  /** @throws Error with the remedy when there is no Redis to start */
  static async open(): Promise<RedisProcess> {
    const found = findRedis();
    if (!found) throw new Error(`There is no Redis here. ${REDIS_REMEDY}`);
    const folder = mkdtempSync(join(tmpdir(), 'trove-redis-'));
    handOver(folder);
    const server = new RedisProcess(openToOthers(found, folder), folder, await freePort());
    await server.start();
    return server;
  }

  /** Starts it, again on the same port and the same data. */
  async start(): Promise<void> {
    const settings = { port: this.port, bind: '127.0.0.1', dir: this.folder, appendonly: 'yes' };
    const given = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
    const child = spawn(this.binary.file, given, {
      ...unprivileged(),
      cwd: this.folder,
      env: environmentOf(this.binary),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    process.on('exit', this.endWithUs);
    await untilAnswering(child, () => answers(this.port), STARTUP_MS);
  }

  async kill(): Promise<void> {
    process.off('exit', this.endWithUs);
    await endChild(this.child, 'SIGKILL');
  }

  async stop(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private readonly endWithUs = (): void => {
    this.child?.kill('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  };
}

/** One word over a plain connection tells; a client would keep timers of its own. */
function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const end = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(ANSWER_MS, () => {
      end(false);
    });
    socket.once('error', () => {
      end(false);
    });
    socket.once('data', (said) => {
      end(String(said).startsWith('+PONG'));
    });
    socket.write('PING\r\n');
  });
}
