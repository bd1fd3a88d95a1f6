import type { ProductStore } from '../catalog/product-store.port';
import type { JobQueue } from '../jobs/job-queue.port';
import type { Logger } from '../shared/logger';
import type { After } from '../shared/timer';

/** Changes within this time share one question to the queue, in milliseconds. */
const GATHER_MS = 50;

export interface WakingParts {
  readonly jobs: Pick<JobQueue, 'enqueue'>;
  readonly after: After;
  readonly logger: Logger;
}

/**
 * Asks for the indexer when products have changed, so that nobody waits for its next turn. No change waits for that, and none fails
 * with it: the turn comes anyway.
 */
export class IndexerWaker {
  private isAsked = false;

  constructor(private readonly parts: WakingParts) {}

  wake(): void {
    if (this.isAsked) return;
    this.isAsked = true;
    this.parts.after(GATHER_MS, () => void this.ask());
  }

  private async ask(): Promise<void> {
    // From here on, changes may come too late for this run: they ask again.
    this.isAsked = false;
    try {
      await this.parts.jobs.enqueue('index-outbox', {});
    } catch (error) {
      this.parts.logger.debug({ error: String(error) }, 'The indexer comes at its next turn');
    }
  }
}

/** The same store, which wakes the indexer after every change. */
export function wakingIndexer(
  store: ProductStore,
  waker: Pick<IndexerWaker, 'wake'>,
): ProductStore {
  const waking = async <T>(change: Promise<T>): Promise<T> => {
    const outcome = await change;
    waker.wake();
    return outcome;
  };
  return {
    upsert: (products, run) => waking(store.upsert(products, run)),
    delete: (skus) => waking(store.delete(skus)),
    deleteAllExceptRun: (run) => waking(store.deleteAllExceptRun(run)),
    findBySkus: (skus) => store.findBySkus(skus),
    page: (after, limit) => store.page(after, limit),
    count: () => store.count(),
  };
}
