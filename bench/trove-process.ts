import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { icecatFiles } from './data-sets';

const HOUSE = join(__dirname, '..', '..');
const CLI = join(HOUSE, 'dist', 'src', 'cli', 'main.js');
const PEAK_MEMORY = join(__dirname, 'note-peak-memory.js');

/** What one run of the command line cost. */
export interface CommandCost {
  readonly seconds: number;
  readonly peakRssMib: number;
  /** Standard output. */
  readonly output: string;
}

/** A folder of data that is gone when the process ends. */
export function temporaryDataFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'trove-bench-'));
  process.once('exit', () => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

/** Runs `trove …` to its end. @throws Error when it fails, with what it said. */
export async function runTrove(args: readonly string[], dataDir: string): Promise<CommandCost> {
  const noteFile = join(dataDir, 'peak-memory.txt');
  const startedAt = performance.now();
  const child = spawn(process.execPath, ['--require', PEAK_MEMORY, CLI, ...args], {
    cwd: HOUSE,
    env: { ...environment(dataDir), TROVE_BENCH_PEAK_MEMORY: noteFile },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  const [code] = (await once(child, 'close')) as [number | null];
  const seconds = (performance.now() - startedAt) / 1000;
  const output = Buffer.concat(chunks).toString('utf8');
  if (code !== 0) throw new Error(`trove ${args.join(' ')} ended with ${String(code)}:\n${output}`);
  return { seconds, peakRssMib: Number(readFileSync(noteFile, 'utf8')) / 1024, output };
}

/** Imports the Icecat catalogue through the command line. */
export function importIcecat(dataDir: string): Promise<CommandCost> {
  const mapping = join(HOUSE, 'docs', 'examples', 'icecat-mapping.json');
  return runTrove(
    ['import', 'products', icecatFiles().products, '--map', mapping, '--json'],
    dataDir,
  );
}

/** A gateway in a process of its own. */
export interface GatewayProcess {
  /** Without a slash at the end. */
  readonly address: string;
  stop(): Promise<void>;
}

/** How long a gateway may take to listen. */
const START_PATIENCE_MS = 30_000;

export interface GatewaySettings {
  readonly environment?: NodeJS.ProcessEnv;
  /** Arguments of `node`, such as `--cpu-prof`. */
  readonly nodeArguments?: readonly string[];
}

/** Starts `trove serve` on a free port, as production would: no explorer, quiet log. */
export async function startGateway(
  dataDir: string,
  { environment: more = {}, nodeArguments = [] }: GatewaySettings = {},
): Promise<GatewayProcess> {
  const child = spawn(process.execPath, [...nodeArguments, CLI, 'serve'], {
    cwd: HOUSE,
    env: { ...environment(dataDir), ...more, PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const address = await Promise.race([
    addressFrom(child),
    once(child, 'exit').then(() =>
      Promise.reject(new Error('The gateway ended before it listened')),
    ),
    sleep(START_PATIENCE_MS, undefined, { ref: false }).then(() =>
      Promise.reject(new Error('The gateway did not listen in time')),
    ),
  ]);
  return {
    address,
    stop: async () => {
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
    },
  };
}

async function addressFrom(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('The gateway has no output');
  for await (const line of createInterface({ input: child.stdout })) {
    const address = /(http:\/\/\S+)\/graphql/.exec(line)?.[1];
    if (address !== undefined) {
      child.stdout.resume();
      return address;
    }
  }
  throw new Error('The gateway did not say where it listens');
}

function environment(dataDir: string): NodeJS.ProcessEnv {
  return { ...process.env, TROVE_DATA_DIR: dataDir, LOG_LEVEL: 'warn', NODE_ENV: 'production' };
}
