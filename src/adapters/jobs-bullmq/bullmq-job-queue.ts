import { Queue, WaitingError, Worker, type Job, type JobsOptions } from 'bullmq';
import type { Redis } from 'ioredis';
import type {
  JobHandler,
  JobName,
  JobPayloads,
  JobQueue,
  JobSchedule,
} from '../../jobs/job-queue.port';
import { retryPauseMs } from '../../jobs/retry-pause';
import { TroveError } from '../../shared/errors';
import type { Logger } from '../../shared/logger';
import { connectToRedis } from '../redis-connection';
import { lateAfter, within } from './patience';

export interface BullmqJobQueueOptions {
  /** Address of Redis; may hold a password. */
  readonly url: string;
  /** Begins all keys: two shops on one Redis need two. Default `trove`. */
  readonly prefix?: string;
  readonly logger: Logger;
  /** Pause before the first retry, in milliseconds; doubled each time. Default 1000. */
  readonly firstPauseMs?: number;
  /** Runs of one request before it is kept as failed. Default 8. */
  readonly maxAttempts?: number;
  /** How long a process may be silent before its job is taken from it, in milliseconds. Default 10000. */
  readonly lockMs?: number;
  /** How long a run may go on after it was told to end, in milliseconds. Default 2000. */
  readonly lastCallMs?: number;
  /** Longest wait for an answer of Redis, in milliseconds. Default 2000. */
  readonly commandTimeoutMs?: number;
}

const DEFAULTS = {
  prefix: 'trove',
  firstPauseMs: 1000,
  maxAttempts: 8,
  lockMs: 10_000,
  lastCallMs: 2000,
  commandTimeoutMs: 2000,
};

/** Finished jobs say nothing that the log does not; failed ones are kept a week for whoever looks into them. */
const FORGET_FINISHED = { removeOnComplete: true, removeOnFail: { count: 100, age: 7 * 86_400 } };

/** A job may lose its process this often before it counts as failed. */
const MAX_STALLED = 10;

/** How soon a process tries again what Redis did not do, in milliseconds. */
const AFTER_TROUBLE_MS = 500;

/** Jobs in Redis: one queue for each name, of which one job at a time runs over all processes. */
export class BullmqJobQueue implements JobQueue {
  private readonly settings: Required<BullmqJobQueueOptions>;
  private readonly asking: Redis;
  private readonly queues = new Map<JobName, Queue>();
  private readonly workers = new Map<JobName, { worker: Worker; redis: Redis }>();
  private readonly turnsMs = new Map<JobName, number>();
  private readonly ending = new AbortController();
  private isClosed = false;

  constructor(options: BullmqJobQueueOptions) {
    this.settings = { ...DEFAULTS, ...options };
    // Whoever asks gets an answer in time: commands are not kept for a Redis that may come back.
    this.asking = connectToRedis(this.settings.url, {
      maxRetriesPerRequest: 1,
      enableOfflineQueue: true,
      commandTimeout: this.settings.commandTimeoutMs,
    });
  }

  async enqueue<Name extends JobName>(name: Name, payload: JobPayloads[Name]): Promise<void> {
    await this.ask(() => this.add(name, payload));
  }

  async schedule(name: JobName, { everyMs }: JobSchedule): Promise<void> {
    this.turnsMs.set(name, everyMs);
    await this.ask(() =>
      this.queue(name).upsertJobScheduler(
        `every-${name}`,
        { every: everyMs },
        { name, data: {}, opts: this.persistence() },
      ),
    );
  }

  async work<Name extends JobName>(name: Name, handler: JobHandler<Name>): Promise<void> {
    if (this.workers.has(name)) return;
    await this.ask(() => this.queue(name).setGlobalConcurrency(1));
    // A worker waits for jobs as long as it takes.
    const redis = connectToRedis(this.settings.url, { maxRetriesPerRequest: null });
    const run = (job: Job, token?: string) => this.run(job, token, handler);
    const worker = this.worker(name, redis, run);
    const { logger } = this.settings;
    worker.on('error', (error) => {
      logger.warn({ job: name, error: error.message }, 'The job queue has trouble');
    });
    worker.on('failed', (job, error) => {
      const facts = { job: name, attempt: job?.attemptsMade, error: String(error) };
      logger.warn(facts, 'A job failed');
    });
    this.workers.set(name, { worker, redis });
  }

  async close(drainMs: number): Promise<void> {
    if (this.isClosed) return;
    this.isClosed = true;
    const timer = setTimeout(() => {
      this.ending.abort();
    }, drainMs);
    const { lastCallMs, commandTimeoutMs } = this.settings;
    // Without Redis, what ends cannot be written down: nobody waits for that.
    const patienceMs = drainMs + lastCallMs + commandTimeoutMs;
    const workers = [...this.workers.values()].map(({ worker }) => worker.close());
    await within(patienceMs, Promise.all(workers)).catch(() => undefined);
    clearTimeout(timer);
    const queues = [...this.queues.values()].map((queue) => queue.close());
    await within(commandTimeoutMs, Promise.all(queues)).catch(() => undefined);
    for (const { redis } of this.workers.values()) redis.disconnect();
    this.asking.disconnect();
  }

  async check(): Promise<void> {
    await this.ask(() => this.asking.ping());
  }

  /** A run that is told to end goes back to those that wait, whether it ends by itself or not. */
  private async run<Name extends JobName>(
    job: Job,
    token: string | undefined,
    handler: JobHandler<Name>,
  ): Promise<void> {
    // A turn of the schedule only asks: so there is one run at a time that waits, fails and is repeated.
    if (job.repeatJobKey !== undefined) return this.add(job.name as Name, {});
    const { signal } = this.ending;
    const payload = job.data as JobPayloads[Name];
    // Only for people who watch: a job does not fail for it.
    const progress = (done: number) => void job.updateProgress(done).catch(() => undefined);
    const running = handler(payload, { signal, progress });
    const lastCall = lateAfter(signal, this.settings.lastCallMs);
    try {
      await Promise.race([running, lastCall.late]);
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      lastCall.forget();
    }
    if (!signal.aborted) return;
    await job.moveToWait(token);
    throw new WaitingError();
  }

  private async add<Name extends JobName>(name: Name, payload: JobPayloads[Name]): Promise<void> {
    const deduplication = { id: name, keepLastIfActive: true };
    await this.queue(name).add(name, payload, { ...this.persistence(), deduplication });
  }

  private persistence(): JobsOptions {
    return { attempts: this.settings.maxAttempts, backoff: { type: 'custom' } };
  }

  private worker(
    name: JobName,
    connection: Redis,
    run: (job: Job, token?: string) => Promise<void>,
  ): Worker {
    const { prefix, lockMs, firstPauseMs } = this.settings;
    const backoffStrategy = (failures: number): number =>
      retryPauseMs(failures, { firstPauseMs, everyMs: this.turnsMs.get(name) ?? null });
    return new Worker(name, run, {
      connection,
      prefix,
      lockDuration: lockMs,
      stalledInterval: lockMs,
      maxStalledCount: MAX_STALLED,
      runRetryDelay: AFTER_TROUBLE_MS,
      settings: { backoffStrategy },
    });
  }

  private queue(name: JobName): Queue {
    const known = this.queues.get(name);
    if (known) return known;
    const queue = new Queue(name, {
      connection: this.asking,
      prefix: this.settings.prefix,
      skipWaitingForReady: true,
      defaultJobOptions: FORGET_FINISHED,
    });
    queue.on('error', () => undefined);
    this.queues.set(name, queue);
    return queue;
  }

  private async ask<T>(question: () => Promise<T>): Promise<T> {
    if (this.isClosed) throw unavailable('The job queue of this process is closed.');
    try {
      return await within(this.settings.commandTimeoutMs, question());
    } catch (error) {
      throw unavailable('Redis does not answer. Check that it runs; try again.', error);
    }
  }
}

function unavailable(message: string, cause?: unknown): TroveError {
  return new TroveError('QUEUE_UNAVAILABLE', message, {}, { cause });
}
