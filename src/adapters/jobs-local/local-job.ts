import type { JobHandler, JobName } from '../../jobs/job-queue.port';
import { retryPauseMs } from '../../jobs/retry-pause';
import type { Logger } from '../../shared/logger';
import type { After } from '../../shared/timer';

const DEFAULT_FIRST_PAUSE_MS = 1000;
const DEFAULT_ATTEMPTS = 8;
const DEFAULT_LAST_CALL_MS = 2000;

type Payload = Record<string, never>;

export interface LocalJobOptions {
  readonly after: After;
  readonly logger: Logger;
  /** Pause before the first retry, in milliseconds; doubled each time. Default 1000. */
  readonly firstPauseMs?: number;
  /** Runs of one request before it is given up. Default 8. */
  readonly maxAttempts?: number;
  /** How long a run may go on after it was told to end, in milliseconds. Default 2000. */
  readonly lastCallMs?: number;
}

/** One name of a job: at most one run at a time, and at most one that waits. */
export class LocalJob {
  private waiting: Payload | null = null;
  private handler: JobHandler<JobName> | null = null;
  private running: Promise<void> | null = null;
  private everyMs: number | null = null;
  private stopSchedule: (() => void) | null = null;
  private failures = 0;
  private stopRetry: (() => void) | null = null;
  private isClosed = false;
  private readonly ending = new AbortController();

  constructor(
    private readonly name: JobName,
    private readonly options: LocalJobOptions,
  ) {}

  ask(payload: Payload): void {
    this.waiting ??= payload;
    this.begin();
  }

  askEvery(everyMs: number): void {
    if (this.isClosed) return;
    this.stopSchedule?.();
    this.everyMs = everyMs;
    this.stopSchedule = this.options.after(everyMs, () => {
      this.askEvery(everyMs);
    });
    this.ask({});
  }

  handleWith(handler: JobHandler<JobName>): void {
    this.handler = handler;
    this.begin();
  }

  /** Waits for the run in progress, at most `drainMs`, then tells it to end and waits a moment longer. */
  async close(drainMs: number): Promise<void> {
    this.isClosed = true;
    this.stopRetry?.();
    this.stopSchedule?.();
    if (!this.running || (await this.endsWithin(drainMs))) return;
    this.ending.abort();
    if (await this.endsWithin(this.options.lastCallMs ?? DEFAULT_LAST_CALL_MS)) return;
    this.options.logger.warn({ job: this.name }, 'A job does not end and is left behind');
  }

  private async endsWithin(milliseconds: number): Promise<boolean> {
    let stopWaiting: () => void = () => undefined;
    const late = new Promise<boolean>((resolve) => {
      const timer = setTimeout(resolve, milliseconds, false);
      stopWaiting = () => {
        clearTimeout(timer);
      };
    });
    const ended = await Promise.race([this.running?.then(() => true), late]);
    stopWaiting();
    return ended ?? true;
  }

  private begin(): void {
    const { handler, waiting } = this;
    if (this.isClosed || this.running || this.stopRetry || !handler || !waiting) return;
    this.waiting = null;
    this.running = this.run(handler, waiting).finally(() => {
      this.running = null;
      this.begin();
    });
  }

  private async run(handler: JobHandler<JobName>, payload: Payload): Promise<void> {
    try {
      await handler(payload, { signal: this.ending.signal, progress: () => undefined });
      this.failures = 0;
    } catch (error) {
      this.retryLater(payload, error);
    }
  }

  private retryLater(payload: Payload, error: unknown): void {
    const { logger, after, maxAttempts = DEFAULT_ATTEMPTS } = this.options;
    const { firstPauseMs = DEFAULT_FIRST_PAUSE_MS } = this.options;
    this.failures += 1;
    const facts = { job: this.name, attempt: this.failures, error: String(error) };
    if (this.failures >= maxAttempts) {
      logger.error(facts, 'A job was given up');
      this.failures = 0;
      return;
    }
    if (this.isClosed) return;
    logger.warn(facts, 'A job failed and will run again');
    this.waiting ??= payload;
    const pauseMs = retryPauseMs(this.failures, { firstPauseMs, everyMs: this.everyMs });
    this.stopRetry = after(pauseMs, () => {
      this.stopRetry = null;
      this.begin();
    });
  }
}
