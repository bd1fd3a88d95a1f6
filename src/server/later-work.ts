import type { SearchIndexing } from '../indexing/search-indexing.types';
import type { JobQueue } from '../jobs/job-queue.port';
import type { Clock } from '../shared/clock';
import { TroveError } from '../shared/errors';

/** So long no product waits for the index while anybody works on it, in milliseconds. */
const BEHIND_MS = 300_000;

/** How long the database may take to tell how much waits, in milliseconds: less than health waits for an answer. */
const PATIENCE_MS = 1000;

/**
 * Whether work that is left for later gets done: the queue answers, and somebody takes from it. While the database does not
 * answer, nobody can tell the latter; that is said elsewhere.
 */
export function laterWork(
  jobs: JobQueue,
  indexing: Pick<SearchIndexing, 'outbox'> | null,
  clock: Clock,
): Pick<JobQueue, 'check'> {
  const check = async (): Promise<void> => {
    await jobs.check();
    const waitingMs = await oldestWaitingMs(indexing, clock);
    if (waitingMs < BEHIND_MS) return;
    throw new TroveError(
      'QUEUE_UNAVAILABLE',
      `Products have been waiting for the search index for ${Math.round(waitingMs / 1000)} seconds. ` +
        'Is a `trove worker` running? `trove index status` tells more.',
    );
  };
  return { check };
}

/** 0 when the database does not tell. */
async function oldestWaitingMs(
  indexing: Pick<SearchIndexing, 'outbox'> | null,
  clock: Clock,
): Promise<number> {
  if (indexing === null) return 0;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<number>((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS, 0);
  });
  const asked = indexing.outbox.status(clock()).then(
    (status) => status.oldestWaitingMs,
    () => 0,
  );
  const waitingMs = await Promise.race([asked, late]);
  clearTimeout(timer);
  return waitingMs;
}
