/** Work that is done away from requests. Each name has one payload. */
export interface JobPayloads {
  /** Brings the search index up to date with the outbox. */
  readonly 'index-outbox': Record<string, never>;
  /** Removes what has outlived its use, such as finished outbox entries. */
  readonly housekeeping: Record<string, never>;
  /** Trains the reranker, when that was asked for or is due. */
  readonly 'train-models': Record<string, never>;
  /** Trains the recommenders, when that was asked for or is due. */
  readonly 'train-recommender': Record<string, never>;
  /** Promotes or refuses what has been in the shadow for long enough. */
  readonly 'judge-shadows': Record<string, never>;
  /** Learns the catalogue's encoder when it is missing or outgrown, and brings the vectors of all products up to date. */
  readonly 'embed-products': Record<string, never>;
}

export type JobName = keyof JobPayloads;

/** Tells a running job that it should end soon, at a place where it can go on later. */
export interface JobContext {
  readonly signal: AbortSignal;
  /** From 0 to 1, for people who watch. */
  progress(done: number): void;
}

export type JobHandler<Name extends JobName> = (
  payload: JobPayloads[Name],
  context: JobContext,
) => Promise<void>;

/** When a job is due again. */
export interface JobSchedule {
  readonly everyMs: number;
}

/**
 * Runs jobs, each at most once at a time per name over all processes, at least once per enqueueing: a handler may see the same
 * work again after a crash and must not mind. Only a handler that goes on although it was told to end, or whose process is taken for
 * dead, may meet another run of its job.
 */
export interface JobQueue {
  /** Asks for one run soon. While one is waiting, asking again changes nothing. @throws TroveError QUEUE_UNAVAILABLE */
  enqueue<Name extends JobName>(name: Name, payload: JobPayloads[Name]): Promise<void>;

  /**
   * Asks for a run now and at every turn, once however many processes say so. Saying it again replaces the schedule.
   *
   * @throws TroveError QUEUE_UNAVAILABLE
   */
  schedule(name: JobName, schedule: JobSchedule): Promise<void>;

  /**
   * From now on this process takes jobs of that name. A handler that throws is run again after growing pauses, none longer than a turn
   * of its schedule; after the last attempt the run is given up, which says nothing about the next one.
   *
   * @throws TroveError QUEUE_UNAVAILABLE
   */
  work<Name extends JobName>(name: Name, handler: JobHandler<Name>): Promise<void>;

  /** Resolves when the queue can take jobs. @throws TroveError QUEUE_UNAVAILABLE */
  check(): Promise<void>;

  /**
   * Stops taking jobs and lets those that run finish for at most `drainMs`, then tells them to end and waits a moment longer. Whatever
   * has not finished by then runs again elsewhere. Resolves also when a handler never ends.
   */
  close(drainMs: number): Promise<void>;
}
