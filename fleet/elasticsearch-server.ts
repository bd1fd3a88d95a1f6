import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { projectFolder } from './project-folder';

/** The download may be slow; everything after it takes seconds. In milliseconds. */
export const ELASTICSEARCH_START_MS = 900_000;

/** How long the server may take to end, in milliseconds. */
const END_MS = 30_000;

const POLL_MS = 50;

export const ELASTICSEARCH_REMEDY =
  'Give the address of a server of version 8 in ELASTICSEARCH_URL, or have Java 17 and Maven on the PATH: the server is then ' +
  'fetched once from Maven Central (930 MB) and kept in ~/.cache/trove.';

/** An Elasticsearch that lasts as long as a process. */
export interface KeptElasticsearch {
  readonly url: string;
  /** Ends the server before its owner ends. */
  stop(): Promise<void>;
}

/**
 * The throw-away server that all who name the same owner share. A keeper of its own process starts it with the first
 * question, and ends it as soon as the owner is gone, however that came.
 *
 * @param owner id of the process that the server lasts as long as
 * @throws Error with the remedy when it cannot be had
 */
export async function elasticsearchFor(owner: number): Promise<KeptElasticsearch> {
  const folder = join(tmpdir(), `trove-elasticsearch-${owner}`);
  if (isFirst(folder)) startKeeper(owner, folder);
  return answering(folder);
}

/** As `elasticsearchFor`, with all that the JVM can do for speed, for measurements: it is slower to start. */
export async function fastElasticsearchFor(owner: number): Promise<KeptElasticsearch> {
  const folder = join(tmpdir(), `trove-fast-elasticsearch-${owner}`);
  if (isFirst(folder)) startKeeper(owner, folder, 'fast');
  return answering(folder);
}

/** An Elasticsearch that may be killed: its keeper starts it again, with the same data and address. */
export interface MortalElasticsearch extends KeptElasticsearch {
  /** Kills the server with SIGKILL. @returns false when there is none to kill: it has not come back yet */
  kill(): boolean;
}

/** As `elasticsearchFor`, with a server that nobody else gets to see. One for each owner. */
export async function mortalElasticsearchFor(owner: number): Promise<MortalElasticsearch> {
  const folder = join(tmpdir(), `trove-mortal-elasticsearch-${owner}`);
  mkdirSync(folder);
  startKeeper(owner, folder, 'revive');
  return { ...(await answering(folder)), kill: () => killServer(folder) };
}

/** The number in the file may have gone to another process since. */
function killServer(folder: string): boolean {
  try {
    const pid = Number(readFileSync(join(folder, 'pid'), 'utf8'));
    if (pid <= 1 || !readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(folder)) return false;
    return process.kill(pid, 'SIGKILL');
  } catch {
    return false;
  }
}

async function answering(folder: string): Promise<KeptElasticsearch> {
  const giveUpAt = performance.now() + ELASTICSEARCH_START_MS;
  while (!existsSync(join(folder, 'url'))) {
    const failure = join(folder, 'failure');
    if (existsSync(failure)) throw missing(readFileSync(failure, 'utf8'));
    if (performance.now() > giveUpAt) throw missing('It took too long.');
    await sleep(POLL_MS);
  }
  return { url: readFileSync(join(folder, 'url'), 'utf8'), stop: () => stop(folder) };
}

/** Of all that ask at once, one makes the folder. */
function isFirst(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch {
    return false;
  }
}

function startKeeper(owner: number, folder: string, ...options: readonly string[]): void {
  const keeper = join(projectFolder(), 'scripts/elasticsearch/serve-for.mjs');
  const apart = { detached: true, stdio: 'ignore' } as const;
  spawn(process.execPath, [keeper, String(owner), folder, ...options], apart).unref();
}

async function stop(folder: string): Promise<void> {
  const giveUpAt = performance.now() + END_MS;
  if (existsSync(folder)) writeFileSync(join(folder, 'stop'), '');
  while (existsSync(folder) && performance.now() < giveUpAt) await sleep(POLL_MS);
}

function missing(cause: string): Error {
  return new Error(`There is no Elasticsearch here. ${ELASTICSEARCH_REMEDY}`, { cause });
}
