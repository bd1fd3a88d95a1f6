import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

/** The command line as `npm run build:server` compiles it; `npm test` builds first. */
const MAIN = join(__dirname, '../../dist/src/cli/main.js');

export interface CliSurroundings {
  /** Where Trove keeps its data. */
  readonly dataDir: string;
  /** The working folder; the data folder when absent. */
  readonly cwd?: string;
  /** Settings beside those of this process. */
  readonly env?: Readonly<Record<string, string>>;
  /** What the command finds on standard input; nothing when absent. */
  readonly input?: string | Buffer;
}

export interface CliResult {
  /** Null when a signal ended the process. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts `trove …` as a process of its own. */
export function startCli(args: readonly string[], surroundings: CliSurroundings): ChildProcess {
  if (!existsSync(MAIN)) throw new Error('Run `npm run build:server` first: there is no dist/');
  const { dataDir, cwd = dataDir, env = {} } = surroundings;
  return spawn(process.execPath, [MAIN, ...args], {
    cwd,
    env: { ...process.env, NODE_ENV: 'test', TROVE_DATA_DIR: dataDir, ...env },
    stdio: 'pipe',
  });
}

/** Runs `trove …` to its end. */
export async function runCli(
  args: readonly string[],
  surroundings: CliSurroundings,
): Promise<CliResult> {
  const child = startCli(args, surroundings);
  const { stdin, stdout, stderr } = child;
  if (!stdin || !stdout || !stderr) throw new Error('The process has no pipes');
  // A command that does not read its input closes the pipe; that is no failure of the test.
  stdin.on('error', () => undefined);
  stdin.end(surroundings.input ?? '');
  const [out, err] = await Promise.all([text(stdout), text(stderr), once(child, 'close')]);
  return { exitCode: child.exitCode, stdout: out, stderr: err };
}
