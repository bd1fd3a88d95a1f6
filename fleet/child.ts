import type { ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

/** How much of what a process says is kept for a message about its end, in characters. */
const KEPT_CHARACTERS = 10_000;

const POLL_MS = 50;

export function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

/** Sends the signal and waits for the end; resolves at once when there is nothing to end. */
export async function endChild(child: ChildProcess | null, signal: NodeJS.Signals): Promise<void> {
  if (!child || child.pid === undefined || hasEnded(child)) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  await ended;
}

/** Waits until the server answers. @throws when it ends before, or takes longer than `timeoutMs`, with what it said */
export async function untilAnswering(
  child: ChildProcess,
  answers: () => Promise<boolean>,
  timeoutMs: number,
): Promise<void> {
  let said = '';
  const listen = (chunk: Buffer): void => void (said = (said + String(chunk)).slice(-KEPT_CHARACTERS)); // prettier-ignore
  child.stdout?.on('data', listen);
  child.stderr?.on('data', listen);
  child.once('error', (error) => (said += error.message));
  const giveUpAt = performance.now() + timeoutMs;
  while (!(await answers())) {
    if (child.pid === undefined || hasEnded(child) || performance.now() > giveUpAt)
      throw new Error(`${child.spawnfile} did not start: ${said}`);
    await sleep(POLL_MS);
  }
}
