import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { mayBeMissing } from './missing-service';

const REMEDY =
  'Tests on Elasticsearch need a server of version 8. Give its address in ELASTICSEARCH_URL, or have Java 17 and Maven on the ' +
  'PATH: the server is then fetched once from Maven Central (930 MB) and kept in ~/.cache/trove; ' +
  'ALLOW_MISSING=elasticsearch leaves these tests out.';

/** The download may be slow; everything after it takes seconds. */
export const ELASTICSEARCH_START_MS = 900_000;

/** `describe` for suites on Elasticsearch: left out when no address is given and it may be missing. */
export const describeElasticsearch: typeof describe.skip =
  mayBeMissing('elasticsearch') && !process.env['ELASTICSEARCH_URL'] ? describe.skip : describe;

/**
 * The address of a server that lasts as long as this test run: that of `ELASTICSEARCH_URL`, or one that all test files of the
 * run share. A keeper of its own process starts it, and ends it as soon as the run is over, however that came.
 */
export async function elasticsearchUrl(): Promise<string> {
  const given = process.env['ELASTICSEARCH_URL'];
  if (given) return given;
  const folder = join(tmpdir(), `trove-elasticsearch-${runPid()}`);
  if (isFirst(folder)) startKeeper(folder);
  const giveUpAt = Date.now() + ELASTICSEARCH_START_MS;
  while (!existsSync(join(folder, 'url'))) {
    const failure = join(folder, 'failure');
    if (existsSync(failure)) throw new Error(REMEDY, { cause: readFileSync(failure, 'utf8') });
    if (Date.now() > giveUpAt) throw new Error(REMEDY);
    await sleep(50);
  }
  return readFileSync(join(folder, 'url'), 'utf8');
}

/** The process that runs Jest: a worker is its child, and talks to it. */
function runPid(): number {
  return process.send ? process.ppid : process.pid;
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

function startKeeper(folder: string): void {
  const keeper = join(__dirname, '../../scripts/elasticsearch/serve-for.mjs');
  const options = { detached: true, stdio: 'ignore' } as const;
  spawn(process.execPath, [keeper, String(runPid()), folder], options).unref();
}
