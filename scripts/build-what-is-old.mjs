// Builds the server and the web pages when their sources are newer than what was built from them.
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run.mjs';

const bin = (name) => join('node_modules', '.bin', name);

const parts = [
  {
    name: 'the server',
    tool: bin('tsc'),
    // tsc does not touch files whose text stays the same, so its own record is what tells when it ran.
    built: join('dist', 'tsconfig.build.tsbuildinfo'),
    output: join('dist', 'src', 'cli', 'main.js'),
    sources: [
      'schema',
      'src',
      'resolvers',
      'migrations',
      'ml-models',
      'bench',
      'fleet',
      'tsconfig.build.json',
    ],
    build: ['npm', ['run', '--silent', 'build:server']],
  },
  {
    name: 'GraphiQL',
    tool: bin('vite'),
    built: join('dist', 'web', 'index.html'),
    output: join('dist', 'web', 'index.html'),
    sources: ['web', join('schema', 'operations')],
    build: ['npm', ['run', '--silent', 'build:web']],
  },
];

/** @returns {boolean} false when a build failed; a part without its build tool or its sources is left as it is */
export function buildWhatIsOld() {
  return parts.every(({ name, tool, built, output, sources, build: [command, args] }) => {
    // A record without what it records would make the compiler believe that all is done.
    if (!existsSync(output)) rmSync(built, { force: true });
    if (!existsSync(tool) || !sources.some((source) => existsSync(source))) return true;
    if (isFresh(built, sources)) return true;
    console.error(`Building ${name} …`);
    return run(command, args);
  });
}

function isFresh(built, sources) {
  return existsSync(built) && newest(sources) <= statSync(built).mtimeMs;
}

function newest(paths) {
  return Math.max(...paths.filter((path) => existsSync(path)).map(changedAt));
}

/** When the file, or any file below the folder, was last changed. */
function changedAt(path) {
  const stats = statSync(path);
  if (!stats.isDirectory()) return stats.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => changedAt(join(path, name))));
}
