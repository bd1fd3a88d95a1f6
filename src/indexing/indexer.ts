import { asEpochMs, type Clock } from '../shared/clock';
import type { Logger } from '../shared/logger';
import type { IndexLedger } from './index-ledger.port';
import type { IndexSource } from './index-source.port';
import type { Outbox, OutboxEntry, Settlement } from './outbox.port';
import { planSettlements, type RetryPolicy } from './plan-settlements';
import type { IndexName, SearchIndex, VersionedProduct } from './search-index.port';

/** What an indexer works with. */
export interface IndexerParts {
  readonly outbox: Outbox;
  readonly source: IndexSource;
  readonly ledger: IndexLedger;
  readonly searchIndex: SearchIndex;
  readonly clock: Clock;
  /** Gives numbers in [0, 1). */
  readonly random: () => number;
  readonly logger: Logger;
  /** Name of this indexer: no two share one, in whatever process. */
  readonly name: string;
}

/** How an indexer works. */
export interface IndexerSettings {
  /** Products per write. Default 500. */
  readonly batchSize: number;
  /** How long a batch may take before its indexer is taken for dead, in milliseconds. Default 30000. */
  readonly claimMs: number;
  /** Popularity reaches the index this late at most, in milliseconds, however often a product is clicked. Default 30000. */
  readonly popularityEveryMs: number;
  /** Events read at a time to find products whose popularity changed. Default 5000. */
  readonly popularityBatch: number;
  /** Default: 12 attempts, 1 s to 5 min apart, about half an hour in all. */
  readonly retry: RetryPolicy;
}

export const DEFAULT_INDEXER_SETTINGS: IndexerSettings = {
  batchSize: 500,
  claimMs: 30_000,
  popularityEveryMs: 30_000,
  popularityBatch: 5_000,
  retry: { maxAttempts: 12, firstMs: 1_000, longestMs: 300_000 },
};

/** What one step did, by number of products. `claimed` is 0 when nothing was due. */
export interface IndexerStep {
  readonly claimed: number;
  readonly done: number;
  readonly retried: number;
  readonly failed: number;
  /** A batch was full, so that more may be due. */
  readonly isFull: boolean;
}

const NOTHING_DUE: IndexerStep = { claimed: 0, done: 0, retried: 0, failed: 0, isFull: false };

/**
 * Brings the search index up to date with the outbox. Any number of indexers may work at the same time, and each may die at
 * any moment: claims lapse, and versions make repetition harmless.
 */
export class Indexer {
  private readonly settings: IndexerSettings;
  private popularityDueAt = 0;

  constructor(
    private readonly parts: IndexerParts,
    settings: Partial<IndexerSettings> = {},
  ) {
    this.settings = { ...DEFAULT_INDEXER_SETTINGS, ...settings };
  }

  /**
   * Steps until a batch is not full or the signal is raised, so that it also ends while products keep changing; returns how many
   * products were done.
   *
   * @throws TroveError SEARCH_UNAVAILABLE, STORAGE_*: what was claimed is given back, nothing is lost.
   */
  async drain(signal?: AbortSignal): Promise<number> {
    let done = 0;
    while (!signal?.aborted) {
      const step = await this.step();
      done += step.done;
      if (!step.isFull) break;
    }
    return done;
  }

  /** Claims one batch and writes it. @throws as `drain`. */
  async step(): Promise<IndexerStep> {
    await this.enterPopularity();
    const { outbox, clock, name } = this.parts;
    const at = clock();
    const entries = await outbox.claim({
      by: name,
      at,
      until: asEpochMs(at + this.settings.claimMs),
      limit: this.settings.batchSize,
    });
    if (entries.length === 0) return NOTHING_DUE;
    try {
      return await this.write(entries);
    } catch (error) {
      await this.giveBack(entries, String(error));
      throw error;
    }
  }

  private async write(entries: readonly OutboxEntry[]): Promise<IndexerStep> {
    const { outbox, searchIndex, clock, random, name } = this.parts;
    // After the claim: an index whose construction began later copies what was claimed here.
    const targets = await this.targets();
    if (targets.length === 0) {
      await this.giveBack(entries, 'There is no search index yet: run `trove index rebuild`.');
      return NOTHING_DUE;
    }
    const products = await this.load(entries);
    const outcomes = [];
    for (const target of targets) outcomes.push(await searchIndex.write(target, products));
    const moment = { now: clock(), random, policy: this.settings.retry };
    const settlements = planSettlements(entries, outcomes, moment);
    await outbox.settle(name, settlements);
    await this.deleteAgain(entries);
    return this.report(settlements);
  }

  /**
   * An engine that was started again may have forgotten a deletion, and then takes an older state that comes after it. Whoever may
   * have written one has the product deleted once more.
   */
  private async deleteAgain(entries: readonly OutboxEntry[]): Promise<void> {
    const { outbox, clock } = this.parts;
    await outbox.enter(await outbox.deletedSince(entries), clock());
  }

  /**
   * The index under construction comes first, so that it never lacks what the live one has. It is also read first: one that
   * goes live between the two questions is still among the answers.
   */
  private async targets(): Promise<readonly IndexName[]> {
    const building = await this.parts.ledger.underConstruction();
    const live = await this.parts.searchIndex.live();
    return [...new Set([building, live].filter((index) => index !== null))];
  }

  private async load(entries: readonly OutboxEntry[]): Promise<readonly VersionedProduct[]> {
    const found = await this.parts.source.find(entries.map(({ sku }) => sku));
    return entries.map(
      ({ sku, version }) => found.get(sku) ?? { sku, version, product: null, popularity: 0 },
    );
  }

  /** Not the products' fault: no attempt is counted. When this fails too, the claims lapse. */
  private async giveBack(entries: readonly OutboxEntry[], reason: string): Promise<void> {
    const { outbox, clock, random, name, logger } = this.parts;
    const { firstMs } = this.settings.retry;
    const settlements = entries.map((entry): Settlement => {
      const dueAt = asEpochMs(clock() + Math.round(firstMs * (1 + random())));
      return { ...entry, outcome: 'RETRY', dueAt, reason };
    });
    try {
      await outbox.settle(name, settlements);
      await this.deleteAgain(entries);
    } catch (error) {
      const facts = { error: String(error), entries: entries.length };
      logger.warn(facts, 'Claimed products could not be given back; their claims will lapse.');
    }
  }

  private async enterPopularity(): Promise<void> {
    const { outbox, clock } = this.parts;
    const now = clock();
    if (now < this.popularityDueAt) return;
    const { popularityBatch, popularityEveryMs } = this.settings;
    const read = await outbox.enterPopularity(popularityBatch, now);
    if (read < popularityBatch) this.popularityDueAt = now + popularityEveryMs;
  }

  private report(settlements: readonly Settlement[]): IndexerStep {
    const { logger } = this.parts;
    const counted = (outcome: Settlement['outcome']) =>
      settlements.filter((settlement) => settlement.outcome === outcome).length;
    const step = {
      claimed: settlements.length,
      done: counted('DONE'),
      retried: counted('RETRY'),
      failed: counted('FAILED'),
      isFull: settlements.length >= this.settings.batchSize,
    };
    logger.debug({ ...step }, 'Products were indexed.');
    for (const settlement of settlements)
      if (settlement.outcome === 'FAILED') {
        const { sku, attempts, reason } = settlement;
        logger.error({ sku, attempts, reason }, 'The search index refuses a product.');
      }
    return step;
  }
}
