import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs'; // prettier-ignore
import { homedir } from 'node:os';
import { join } from 'node:path';

/** A Redis server that this machine can run. */
export interface RedisBinary {
  readonly file: string;
  /** Folders of libraries that it brings along. */
  readonly libraries: readonly string[];
}

/** The heart of the system must be the machine's own; Perl is for the scripts of the package, which nobody runs. */
const NOT_TAKEN = /^(libc6|libgcc-s1|libstdc\+\+6|libcrypt1|libperl.*|lib.*-perl)$/;

/** The Redis of this machine, or else the one that its package manager offers, unpacked into the user's cache. */
export function findRedis(): RedisBinary | null {
  return onPath() ?? cached() ?? downloaded();
}

/**
 * The same server where another user may run it: the cache of root is closed to others.
 *
 * @param folder where to, when it comes from the cache
 */
export function openToOthers(binary: RedisBinary, folder: string): RedisBinary {
  const cache = cacheFolder();
  if (process.getuid?.() !== 0 || !binary.file.startsWith(cache)) return binary;
  const copy = join(folder, 'server');
  cpSync(cache, copy, { recursive: true, verbatimSymlinks: true });
  return unpackedIn(copy) ?? binary;
}

function cacheFolder(): string {
  const caches = process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache');
  return join(caches, 'trove', 'redis');
}

function onPath(): RedisBinary | null {
  const files = (process.env['PATH'] ?? '').split(':').map((path) => join(path, 'redis-server'));
  return files.map((file) => ({ file, libraries: [] })).find(runs) ?? null;
}

function cached(): RedisBinary | null {
  const found = unpackedIn(cacheFolder());
  return found && runs(found) ? found : null;
}

function unpackedIn(folder: string): RedisBinary | null {
  const file = join(folder, 'usr/bin/redis-server');
  if (!existsSync(file)) return null;
  return { file, libraries: librariesIn(folder) };
}

/** `lib` and `usr/lib`, and in each the folder of the processor. */
function librariesIn(folder: string): readonly string[] {
  return ['lib', 'usr/lib']
    .map((name) => join(folder, name))
    .filter(existsSync)
    .flatMap((lib) => [...readdirSync(lib).map((name) => join(lib, name)), lib])
    .filter((path) => existsSync(join(path, '.')));
}

function runs({ file, libraries }: RedisBinary): boolean {
  if (!existsSync(file)) return false;
  const asked = spawnSync(file, ['--version'], { env: environmentOf({ file, libraries }) });
  return asked.status === 0;
}

/** What the process needs in its environment. */
export function environmentOf({ libraries }: RedisBinary): NodeJS.ProcessEnv {
  if (libraries.length === 0) return process.env;
  return { ...process.env, LD_LIBRARY_PATH: libraries.join(':') };
}

/**
 * Takes the system's packages apart beside the system: nothing of the machine changes, and no rights are needed. First the
 * server alone; when a library is missing, those too. The last step is a rename: half a download is never taken for a whole.
 */
function downloaded(): RedisBinary | null {
  const cache = cacheFolder();
  mkdirSync(join(cache, '..'), { recursive: true });
  const folder = mkdtempSync(`${cache}-`);
  try {
    if (!unpackPackages(['redis-server', 'redis-tools'], folder)) return null;
    const alone = unpackedIn(folder);
    if (!alone || !runs(alone)) unpackPackages(librariesOf('redis-server'), folder);
    const found = unpackedIn(folder);
    if (!found || !runs(found)) return null;
    moveTo(cache, folder);
    return unpackedIn(cache);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Of several that download at once, one wins; what is there and does not run makes way. */
function moveTo(cache: string, folder: string): void {
  if (cached()) return;
  rmSync(cache, { recursive: true, force: true });
  try {
    renameSync(folder, cache);
  } catch (error) {
    if (!cached()) throw error;
  }
}

function unpackPackages(names: readonly string[], folder: string): boolean {
  const packages = mkdtempSync(join(folder, 'packages-'));
  const fetched = apt(['download', ...names], packages) || (apt(['update'], packages) && apt(['download', ...names], packages)); // prettier-ignore
  const files = readdirSync(packages).filter((name) => name.endsWith('.deb'));
  for (const file of files) spawnSync('dpkg', ['-x', join(packages, file), folder]);
  rmSync(packages, { recursive: true, force: true });
  return fetched;
}

function apt(args: readonly string[], cwd: string): boolean {
  return spawnSync('apt-get', ['-qq', ...args], { cwd, stdio: 'ignore' }).status === 0;
}

function librariesOf(name: string): readonly string[] {
  const only = ['recommends', 'suggests', 'conflicts', 'breaks', 'replaces', 'enhances'];
  const options = ['--recurse', ...only.map((kind) => `--no-${kind}`)];
  const { stdout } = spawnSync('apt-cache', ['depends', ...options, name], { encoding: 'utf8' });
  const named = stdout.split('\n').filter((line) => /^lib[a-z0-9.+-]+$/.test(line));
  return named.filter((library) => !NOT_TAKEN.test(library));
}
