import { execFileSync } from 'node:child_process';
import { cpus, totalmem } from 'node:os';

/** A number or a text in a cell. */
export type Cell = string | number;

/** What a benchmark measured: rows under the same headings, and how it was measured in a sentence. */
export interface Measurement {
  readonly name: string;
  readonly how: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** Where and on what the measurement was taken; without it, a figure cannot be compared. */
export interface Circumstances {
  readonly machine: string;
  readonly node: string;
  readonly commit: string;
  /** ISO 8601. */
  readonly date: string;
}

const GIB = 1024 ** 3;

export function circumstances(): Circumstances {
  const [cpu] = cpus();
  return {
    machine: `${cpus().length} × ${cpu?.model.trim() ?? 'unknown'}, ${Math.round(totalmem() / GIB)} GiB, ${process.platform}`,
    node: process.version,
    commit: commit(),
    date: new Date().toISOString(),
  };
}

/** With a `+` when the tree differs from the commit. */
function commit(): string {
  try {
    const git = (...args: readonly string[]) =>
      execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
    const changed = git('status', '--porcelain', '--untracked-files=no') !== '';
    return git('rev-parse', '--short', 'HEAD') + (changed ? '+' : '');
  } catch {
    return 'unknown';
  }
}

/** The measurement as Markdown, ready for RESULTS.md, then as one line of JSON. */
export function reportOf(measurement: Measurement, around: Circumstances): string {
  const { name, how, columns, rows } = measurement;
  const line = (cells: readonly Cell[]) => `| ${cells.join(' | ')} |`;
  return [
    `### ${name}`,
    '',
    how,
    '',
    `\`npm run bench -- ${name}\`, ${around.date.slice(0, 10)}, commit ${around.commit}, node ${around.node}, ${around.machine}`,
    '',
    line(columns),
    line(columns.map(() => '---')),
    ...rows.map(line),
    '',
    JSON.stringify({ ...measurement, ...around }),
    '',
  ].join('\n');
}
