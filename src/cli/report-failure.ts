import { CommanderError } from 'commander';
import { TroveError } from '../shared/errors';

/** 0 for help and version, 2 for a command that was wrong, 1 for one that failed. */
export function exitCodeOf(error: unknown): 0 | 1 | 2 {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  return 1;
}

/** Tells the person at the terminal what went wrong; a stack only for what nobody foresaw. */
export function reportFailure(error: unknown): void {
  if (error instanceof CommanderError) return;
  if (error instanceof TroveError) {
    process.stderr.write(`trove: ${error.message} [${error.code}]\n`);
    return;
  }
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`trove: unexpected failure, please report it:\n${detail}\n`);
}
