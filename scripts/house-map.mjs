// Draws the map of the house from its imports. `--write` puts it into ARCHITECTURE.md; otherwise it goes to standard output.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

const ROOMS = '^(src/adapters/[^/]+|src/[^/]+|schema|resolvers|migrations|ml-models)';
const FLOORS = ['src', 'schema', 'resolvers', 'migrations', 'ml-models'];
const PAGE = 'ARCHITECTURE.md';
const BLOCK = /```mermaid\n[\s\S]*?```/;

const found = JSON.parse(
  execFileSync(
    'node_modules/.bin/depcruise',
    [
      ...FLOORS,
      '--include-only',
      `^(${FLOORS.join('|')})/`,
      '--collapse',
      ROOMS,
      '--output-type',
      'json',
    ],
    { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024, stdio: ['ignore', 'pipe', 'ignore'] },
  ),
);

const arrows = found.modules
  .flatMap((room) => room.dependencies.map((to) => [room.source, to.resolved]))
  .filter(([from, to]) => from !== to && !to.endsWith('src/shared'))
  .map(([from, to]) => `  ${nameOf(from)} --> ${nameOf(to)}`);

const map = ['```mermaid', 'flowchart TD', ...[...new Set(arrows)].sort(), '```'].join('\n');

if (process.argv.includes('--write')) {
  writeFileSync(PAGE, readFileSync(PAGE, 'utf8').replace(BLOCK, map));
} else {
  process.stdout.write(`${map}\n`);
}

function nameOf(path) {
  return path.replace(/^src\//, '').replace(/\.ts$/, '');
}
