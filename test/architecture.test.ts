import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..');
const floors = ['src', 'schema', 'resolvers', 'migrations', 'ml-models'];

interface Cruise {
  readonly summary: {
    readonly totalCruised: number;
    readonly violations: readonly { from: string; to: string; rule: { name: string } }[];
  };
}

function cruise(): Cruise {
  const run = spawnSync('node_modules/.bin/depcruise', [...floors, '--output-type', 'json'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  });
  return JSON.parse(run.stdout) as Cruise;
}

describe('the house', () => {
  it('has every arrow pointing down, every vendor library in its room, and no cycle', () => {
    const { summary } = cruise();
    const forbidden = summary.violations.map(
      ({ from, to, rule }) => `${rule.name}: ${from} → ${to}`,
    );
    expect(forbidden).toEqual([]);
    expect(summary.totalCruised).toBeGreaterThan(50);
  });

  it('looks as the map in ARCHITECTURE.md says (npm run map draws it anew)', () => {
    const map = execFileSync('node', ['scripts/house-map.mjs'], { cwd: root, encoding: 'utf8' });
    expect(readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8')).toContain(map.trim());
  });

  it('explains every folder in ARCHITECTURE.md', () => {
    const page = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8');
    const folders = [...page.matchAll(/^\| `([^`]+)\/` +\|/gm)].map((match) => match[1] ?? '');
    expect(folders.length).toBeGreaterThan(10);
    expect(folders.filter((folder) => !existsSync(join(root, folder)))).toEqual([]);
  });
});
