import { fork, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import type { Config } from '../config/config';
import { environmentOf } from '../config/environment-of';
import { TroveError } from '../shared/errors';
import type { Logger } from '../shared/logger';
import { LONGEST_RUN_MS, type ProcessEnd, type TrainInProcess } from '../training/train-models';

/** How long a process that was told to end may take, in milliseconds; then it is killed. */
const LAST_CALL_MS = 1500;

/** The end of what a process said is kept, in characters. */
const SAID = 2000;

/**
 * Trains in a process of its own, which takes what the gateway leaves of the processor: a search never waits for a training.
 *
 * It ends when it is told to, when this process dies, and when it takes too long.
 */
export function trainingProcess(
  model: 'reranker' | 'recommender',
  config: Config,
  logger: Logger,
): TrainInProcess {
  return async (run, signal) => {
    const child = fork(commandLine(), ['train', model, '--run', run], {
      env: { ...process.env, ...environmentOf(config) },
      execArgv: [],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    giveWay(child);
    let said = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-SAID);
    });
    const stop = stopping(child);
    const tooLong = setTimeout(stop, LONGEST_RUN_MS);
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    try {
      const end = await endOf(child);
      logger.info({ run, ...end, said }, 'A training process ended');
      return end;
    } finally {
      clearTimeout(tooLong);
      signal.removeEventListener('abort', stop);
    }
  };
}

/** The compiled command line; from sources, that of the last build. */
function commandLine(): string {
  const places = [join(__dirname, '../cli/main.js'), join(__dirname, '../../dist/src/cli/main.js')];
  const found = places.find((place) => existsSync(place));
  if (found !== undefined) return found;
  throw new TroveError(
    'CONFIG_INVALID',
    'The command line that trains is not built. Run `npm run build:server`.',
  );
}

function giveWay({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    // Not the lowest: on a machine that is always busy that would never get done.
    setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // It is over already, or the machine does not allow it: then it trains beside the gateway.
  }
}

function stopping(child: ChildProcess): () => void {
  return () => {
    child.kill('SIGTERM');
    setTimeout(() => child.kill('SIGKILL'), LAST_CALL_MS).unref();
  };
}

function endOf(child: ChildProcess): Promise<ProcessEnd> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exitCode, signal) => {
      resolve({ exitCode, signal });
    });
  });
}
