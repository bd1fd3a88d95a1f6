import type {
  JobHandler,
  JobName,
  JobPayloads,
  JobQueue,
  JobSchedule,
} from '../../jobs/job-queue.port';
import { TroveError } from '../../shared/errors';
import { LocalJob, type LocalJobOptions } from './local-job';

/** Jobs in this process. What waits dies with it: jobs find their work in the database, and schedules ask for it again. */
export class LocalJobQueue implements JobQueue {
  private readonly jobs = new Map<JobName, LocalJob>();
  private isClosed = false;

  constructor(private readonly options: LocalJobOptions) {}

  async enqueue<Name extends JobName>(name: Name, payload: JobPayloads[Name]): Promise<void> {
    await this.check();
    this.job(name).ask(payload);
  }

  async schedule(name: JobName, { everyMs }: JobSchedule): Promise<void> {
    await this.check();
    this.job(name).askEvery(everyMs);
  }

  async work<Name extends JobName>(name: Name, handler: JobHandler<Name>): Promise<void> {
    await this.check();
    this.job(name).handleWith(handler as JobHandler<JobName>);
  }

  async check(): Promise<void> {
    if (this.isClosed)
      throw new TroveError('QUEUE_UNAVAILABLE', 'The job queue of this process is closed.');
  }

  async close(drainMs: number): Promise<void> {
    this.isClosed = true;
    await Promise.all([...this.jobs.values()].map((job) => job.close(drainMs)));
  }

  private job(name: JobName): LocalJob {
    const known = this.jobs.get(name) ?? new LocalJob(name, this.options);
    this.jobs.set(name, known);
    return known;
  }
}
