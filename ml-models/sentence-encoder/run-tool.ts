import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { TroveError } from '../../src/shared/errors';

const run = promisify(execFile);

const PATIENCE_MS = 900_000;

/** The longest piece of what a tool said that a message repeats. */
const QUOTED_CHARACTERS = 300;

/**
 * Runs a program of this machine to its end.
 *
 * @param remedy what to do when it cannot, in a sentence.
 * @throws TroveError ENCODER_UNAVAILABLE; the signal's reason when it is aborted.
 */
export async function runTool(
  program: string,
  args: readonly string[],
  { folder, remedy, signal }: ToolContext,
): Promise<void> {
  try {
    await run(program, [...args], { cwd: folder, timeout: PATIENCE_MS, signal });
  } catch (error) {
    signal.throwIfAborted();
    const why = reasonOf(error).slice(-QUOTED_CHARACTERS);
    throw new TroveError(
      'ENCODER_UNAVAILABLE',
      `${program} ${args[0] ?? ''} failed: ${why}. ${remedy}`,
      {},
      { cause: error },
    );
  }
}

/** What the tool said before it ended, or why it did not begin. */
function reasonOf(error: unknown): string {
  const said = (error as { readonly stderr?: unknown }).stderr;
  if (typeof said === 'string' && said.trim() !== '') return said.trim();
  return error instanceof Error ? error.message : String(error);
}

export interface ToolContext {
  /** Where it runs. */
  readonly folder: string;
  readonly remedy: string;
  readonly signal: AbortSignal;
}
