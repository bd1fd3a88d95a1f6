import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { mayBeMissing } from './missing-service';

/** A real Redis server for tests. */
export interface RedisServer {
  readonly url: string;
  /** Kills the server; what it held is gone. Only for a server of our own. */
  kill(): Promise<void>;
  /** Starts it again on the same port. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

const REMEDY =
  'Tests on Redis need a server. Give its address in REDIS_URL, or install redis-server; ' +
  'ALLOW_MISSING=redis leaves these tests out.';

const STARTUP_MS = 10_000;

/** Downloads stay here, outside the checkout. */
const CACHE = join(homedir(), '.cache', 'trove', 'redis');

/** `describe` for suites on Redis: left out when it is missing and may be. */
export const describeRedis: typeof describe.skip =
  mayBeMissing('redis') && !process.env['REDIS_URL'] && findServer() === null
    ? describe.skip
    : describe;

/** Uses the server of `REDIS_URL` unless it must be one of our own, or starts one on a free port of this machine. */
export async function startRedis({ own = false } = {}): Promise<RedisServer> {
  const given = process.env['REDIS_URL'];
  if (given && !own) return givenServer(given);
  const binary = findServer() ?? fail();
  const folder = mkdtempSync(join(tmpdir(), 'trove-redis-'));
  const server = new OwnServer(binary, folder, await freePort());
  await server.start();
  return server;
}

function givenServer(url: string): RedisServer {
  const refuse = () => Promise.reject(new Error('The server of REDIS_URL is not ours to stop.'));
  return { url, kill: refuse, start: refuse, stop: () => Promise.resolve() };
}

class OwnServer implements RedisServer {
  private process: ChildProcess | null = null;
  readonly url: string;

  constructor(
    private readonly binary: string,
    private readonly folder: string,
    private readonly port: number,
  ) {
    this.url = `redis://127.0.0.1:${String(port)}`;
  }

  async start(): Promise<void> {
    const settings = { port: this.port, bind: '127.0.0.1', dir: this.folder, appendonly: 'yes' };
    const given = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
    this.process = spawn(this.binary, given, { stdio: 'ignore' });
    const giveUpAt = performance.now() + STARTUP_MS;
    while (!(await answers(this.url))) {
      if (performance.now() > giveUpAt) throw new Error(REMEDY);
      await sleep(50);
    }
  }

  async kill(): Promise<void> {
    const { process } = this;
    if (process?.exitCode !== null || process.signalCode !== null) return;
    const gone = new Promise((resolve) => process.once('exit', resolve));
    process.kill('SIGKILL');
    await gone;
  }

  async stop(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

async function answers(url: string): Promise<boolean> {
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: () => null });
  redis.on('error', () => undefined);
  try {
    await redis.connect();
    await redis.ping();
    return true;
  } catch {
    return false;
  } finally {
    redis.disconnect();
  }
}

function findServer(): string | null {
  return onPath() ?? cached() ?? downloaded();
}

function onPath(): string | null {
  const found = (process.env['PATH'] ?? '')
    .split(':')
    .map((folder) => join(folder, 'redis-server'))
    .find((file) => existsSync(file));
  return found ?? null;
}

function cached(): string | null {
  const file = join(CACHE, 'usr/bin/redis-server');
  return existsSync(file) ? runnable(file) : null;
}

/** Takes the system's packages apart beside the system: nothing of the machine changes. */
function downloaded(): string | null {
  mkdirSync(CACHE, { recursive: true });
  const packages = ['redis-server', 'redis-tools'];
  const download = () => spawnSync('apt-get', ['download', ...packages], { cwd: CACHE }).status;
  if (download() !== 0) {
    spawnSync('apt-get', ['update']);
    if (download() !== 0) return null;
  }
  for (const file of readdirSync(CACHE).filter((name) => name.endsWith('.deb')))
    spawnSync('dpkg', ['-x', file, CACHE], { cwd: CACHE });
  return cached();
}

function runnable(file: string): string | null {
  return spawnSync(file, ['--version']).error ? null : file;
}

function fail(): never {
  throw new Error(REMEDY);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => {
        resolve(port);
      });
    });
  });
}
