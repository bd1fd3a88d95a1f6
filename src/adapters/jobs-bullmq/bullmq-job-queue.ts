import { Queue, Worker, type Job } from 'bullmq';
import { Redis, type RedisOptions } from 'ioredis';
import type {
  JobHandler,
  JobName,
  JobPayloads,
  JobQueue,
  JobSchedule,
} from '../../jobs/job-queue.port';
import { TroveError } from '../../shared/errors';
import type { Logger } from '../../shared/logger';

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
  /** How long a process may be silent before its job is taken from it, in milliseconds. Default 30000. */
  readonly lockMs?: number;
  /** Longest wait for an answer of Redis, in milliseconds. Default 2000. */
  readonly commandTimeoutMs?: number;
}

const DEFAULTS = {
  prefix: 'trove',
  firstPauseMs: 1000,
  maxAttempts: 8,
  lockMs: 30_000,
  commandTimeoutMs: 2000,
};

/** Finished jobs say nothing that the log does not; failed ones are kept for whoever looks into them. */
const KEPT_FAILURES = 100;

/** A job may lose its process this often before it counts as failed. */
const MAX_STALLED = 10;

const LONGEST_RECONNECT_PAUSE_MS = 2000;

/** Jobs in Redis: one queue for each name, of which one job at a time runs over all processes. */
export class BullmqJobQueue implements JobQueue {
  private readonly settings: Required<BullmqJobQueueOptions>;
  private readonly asking: Redis;
  private readonly queues = new Map<JobName, Queue>();
  private readonly workers = new Map<JobName, { worker: Worker; redis: Redis }>();
  private readonly ending = new AbortController();
  private isClosed = false;

  constructor(options: BullmqJobQueueOptions) {
    this.settings = { ...DEFAULTS, ...options };
    // Whoever asks gets an answer in time: commands are not kept for a Redis that may come back.
    this.asking = this.connect({
      maxRetriesPerRequest: 1,
      enableOfflineQueue: true,
      commandTimeout: this.settings.commandTimeoutMs,
    });
  }

  async enqueue<Name extends JobName>(name: Name, payload: JobPayloads[Name]): Promise<void> {
    const { maxAttempts, firstPauseMs } = this.settings;
    await this.ask(() =>
      this.queue(name).add(name, payload, {
        attempts: maxAttempts,
        backoff: { type: 'exponential', delay: firstPauseMs },
        deduplication: { id: name, keepLastIfActive: true },
      }),
    );
  }

  async schedule(name: JobName, { everyMs }: JobSchedule): Promise<void> {
    await this.ask(() =>
      this.queue(name).upsertJobScheduler(`every-${name}`, { every: everyMs }, { name, data: {} }),
    );
  }

  async work<Name extends JobName>(name: Name, handler: JobHandler<Name>): Promise<void> {
    if (this.workers.has(name)) return;
    await this.ask(() => this.queue(name).setGlobalConcurrency(1));
    const { prefix, lockMs, logger } = this.settings;
    // A worker waits for jobs as long as it takes.
    const redis = this.connect({ maxRetriesPerRequest: null });
    const worker = new Worker(name, (job: Job) => this.run(job, handler), {
      connection: redis,
      prefix,
      lockDuration: lockMs,
      stalledInterval: lockMs,
      maxStalledCount: MAX_STALLED,
    });
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
    await Promise.all([...this.workers.values()].map(({ worker }) => worker.close()));
    clearTimeout(timer);
    await Promise.all([...this.queues.values()].map((queue) => queue.close()));
    for (const { redis } of this.workers.values()) redis.disconnect();
    this.asking.disconnect();
  }

  async check(): Promise<void> {
    await this.ask(() => this.asking.ping());
  }

  private async run<Name extends JobName>(job: Job, handler: JobHandler<Name>): Promise<void> {
    await handler(job.data as JobPayloads[Name], {
      signal: this.ending.signal,
      // Only for people who watch: a job does not fail for it.
      progress: (done) => void job.updateProgress(done).catch(() => undefined),
    });
  }

  private queue(name: JobName): Queue {
    const known = this.queues.get(name);
    if (known) return known;
    const queue = new Queue(name, {
      connection: this.asking,
      prefix: this.settings.prefix,
      skipWaitingForReady: true,
      defaultJobOptions: { removeOnComplete: true, removeOnFail: KEPT_FAILURES },
    });
    queue.on('error', () => undefined);
    this.queues.set(name, queue);
    return queue;
  }

  private connect(options: RedisOptions): Redis {
    const redis = new Redis(this.settings.url, {
      ...options,
      retryStrategy: (times: number) => Math.min(50 * 2 ** times, LONGEST_RECONNECT_PAUSE_MS),
    });
    // Each failed command says so itself; without a listener ioredis would write to the console.
    redis.on('error', () => undefined);
    return redis;
  }

  private async ask<T>(question: () => Promise<T>): Promise<T> {
    if (this.isClosed) throw unavailable('The job queue of this process is closed.');
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => {
        reject(new Error('no answer in time'));
      }, this.settings.commandTimeoutMs);
    });
    try {
      return await Promise.race([question(), late]);
    } catch (error) {
      throw unavailable('Redis does not answer. Check that it runs; try again.', error);
    } finally {
      clearTimeout(timer);
    }
  }
}

function unavailable(message: string, cause?: unknown): TroveError {
  return new TroveError('QUEUE_UNAVAILABLE', message, {}, { cause });
}
