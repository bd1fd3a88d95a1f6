import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { endChild } from './child';

/** Pause before a process that died is started again: doubled each time, back to the first once it has lived that long. */
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 10_000;

/** How long a process may take to end in good order, in milliseconds: more than it gives its own requests. */
const END_MS = 20_000;

export interface ProcessPlan {
  readonly name: string;
  /** Arguments of Node.js: a program and its own arguments. */
  readonly args: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
  /** Takes each line that the process says. */
  readonly say: (line: string) => void;
}

/** A process of Node.js that is started again, on the same ports, whenever it ends without being told to. */
export class SupervisedProcess {
  private child: ChildProcess | null = null;
  private life: Promise<void> = Promise.resolve();
  private readonly stopping = new AbortController();
  /** How often it was started again. */
  restarts = 0;

  constructor(private readonly plan: ProcessPlan) {}

  get name(): string {
    return this.plan.name;
  }

  /** Undefined while it is down. */
  get pid(): number | undefined {
    return this.child?.pid;
  }

  start(): void {
    this.life = this.live();
  }

  /** Sends a signal to the process as it runs now. */
  kill(signal: NodeJS.Signals): void {
    this.child?.kill(signal);
  }

  /** Ends it in good order, or the hard way when that takes too long. */
  async stop(): Promise<void> {
    this.stopping.abort();
    const tooLong = setTimeout(() => {
      this.kill('SIGKILL');
    }, END_MS);
    await endChild(this.child, 'SIGTERM');
    await this.life;
    clearTimeout(tooLong);
  }

  private async live(): Promise<void> {
    let pauseMs = FIRST_PAUSE_MS;
    for (;;) {
      const begunAt = performance.now();
      const how = await this.runOnce();
      if (performance.now() - begunAt > LONGEST_PAUSE_MS) pauseMs = FIRST_PAUSE_MS;
      if (!(await this.pause(how, pauseMs))) return;
      this.restarts += 1;
      pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS);
    }
  }

  /** Waits before the next start. @returns false when there shall be none */
  private async pause(how: string, pauseMs: number): Promise<boolean> {
    const { signal } = this.stopping;
    if (!signal.aborted) {
      this.plan.say(`ended (${how}); starts again in ${pauseMs} ms`);
      await sleep(pauseMs, null, { signal }).catch(() => undefined);
    }
    return !signal.aborted;
  }

  /** Resolves with how it ended: its exit code, the signal, or why it did not start. */
  private runOnce(): Promise<string> {
    const { args, environment, say } = this.plan;
    const child = spawn(process.execPath, [...args], {
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe'],
      // Ctrl+C reaches the whole group; whoever supervises says himself when and in which order.
      detached: true,
    });
    this.child = child;
    for (const stream of [child.stdout, child.stderr]) sayLines(stream, say);
    return new Promise((resolve) => {
      child.once('error', (error) => {
        resolve(error.message);
      });
      child.once('exit', (code, signal) => {
        this.child = null;
        resolve(signal ?? `exit code ${String(code)}`);
      });
    });
  }
}

function sayLines(stream: Readable, say: (line: string) => void): void {
  createInterface({ input: stream }).on('line', (line) => {
    if (line !== '') say(line);
  });
}
