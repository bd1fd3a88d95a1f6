import type * as Bullmq from '../adapters/jobs-bullmq/bullmq-job-queue';
import { LocalJobQueue } from '../adapters/jobs-local/local-job-queue';
import type { Config } from '../config/config';
import type { SearchIndexing } from '../indexing/search-indexing.types';
import type { JobQueue } from '../jobs/job-queue.port';
import { asEpochMs, systemClock, type Clock, type EpochMs } from '../shared/clock';
import { systemTimer } from '../shared/timer';
import type { EmbeddingTurns } from './embedding-turns';
import type { OpenTraining } from './open-training';
import type { Surroundings } from './surroundings';

/** How long a change of a product waits at most before an indexer looks for it, in milliseconds. */
const INDEX_EVERY_MS = 1000;

/** How long a change of a product waits at most before an encoder looks for it, in milliseconds. */
const EMBED_EVERY_MS = 20_000;

/** How long a model that may serve waits at most for somebody to say so, in milliseconds. */
const JUDGE_SHADOWS_EVERY_MS = 15_000;

const HOUSEKEEPING_EVERY_MS = 3_600_000;

/** How long the outbox remembers that a product was deleted, in milliseconds: an older index cannot be gone back to. */
const REMEMBER_DELETED_MS = 7 * 86_400_000;

/** Jobs on Redis where it is configured, otherwise in this process. */
export function openJobs(config: Config, { logger }: Surroundings): JobQueue {
  const { redisUrl, redisPrefix: prefix } = config.services;
  if (redisUrl === null) return new LocalJobQueue({ after: systemTimer, logger });
  // Loaded only when configured: the embedded default starts without it.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { BullmqJobQueue } = require('../adapters/jobs-bullmq/bullmq-job-queue') as typeof Bullmq;
  return new BullmqJobQueue({ url: redisUrl, prefix, logger });
}

/** The queue, and what its jobs work on. */
export interface JobWork {
  readonly jobs: JobQueue;
  readonly indexing: SearchIndexing | null;
  readonly judgeShadows: () => Promise<void>;
  readonly training: OpenTraining;
  /** Forgets recommendations of long ago. */
  readonly forgetLists: (now: EpochMs) => Promise<void>;
  readonly semantics: { readonly embedding: Pick<EmbeddingTurns, 'turn'> };
}

/**
 * Does the jobs in this process from now on. The first run also makes the search index when there is none yet. What shoppers did is
 * never cleared away: it belongs to the shop, and Trove learns from it.
 *
 * @throws TroveError QUEUE_UNAVAILABLE
 */
export async function workOnJobs(
  { jobs, indexing, semantics, judgeShadows, training, forgetLists }: JobWork,
  clock: Clock = systemClock,
): Promise<void> {
  await jobs.work('embed-products', (_payload, context) => semantics.embedding.turn(context));
  await jobs.schedule('embed-products', { everyMs: EMBED_EVERY_MS });
  await jobs.work('judge-shadows', () => judgeShadows());
  await jobs.schedule('judge-shadows', { everyMs: JUDGE_SHADOWS_EVERY_MS });
  for (const [name, { train, turnMs }] of [
    ['train-models', training.reranker],
    ['train-recommender', training.recommender],
  ] as const) {
    await jobs.work(name, (_payload, { signal }) => train(signal));
    await jobs.schedule(name, { everyMs: turnMs });
  }
  await jobs.work('housekeeping', async () => {
    await indexing?.outbox.forget(asEpochMs(clock() - REMEMBER_DELETED_MS));
    await training.forgetFeatures();
    await training.forgetRecommenders();
    await forgetLists(clock());
  });
  await jobs.schedule('housekeeping', { everyMs: HOUSEKEEPING_EVERY_MS });
  if (indexing) await workOnIndex(jobs, indexing);
}

async function workOnIndex(jobs: JobQueue, indexing: SearchIndexing): Promise<void> {
  const { searchIndex, rebuilder, indexer } = indexing;
  await jobs.work('index-outbox', async (_payload, { signal }) => {
    if ((await searchIndex.live()) === null) await rebuilder.rebuild({ signal });
    await indexer.drain(signal);
  });
  await jobs.schedule('index-outbox', { everyMs: INDEX_EVERY_MS });
}
