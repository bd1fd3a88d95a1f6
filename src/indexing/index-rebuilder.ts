import { asEpochMs, type Clock } from '../shared/clock';
import { quoted, TroveError } from '../shared/errors';
import type { NewId, Sku } from '../shared/ids';
import type { IndexLedger } from './index-ledger.port';
import type { IndexSource } from './index-source.port';
import type { Indexer } from './indexer';
import type { Outbox } from './outbox.port';
import { PatientWriter, type Refusal } from './patient-writer';
import type { RetryPolicy } from './plan-settlements';
import type { IndexName, SearchIndex, VersionedProduct } from './search-index.port';
import { isComplete, toleratedRefusals, type CopyCounts } from './verify-copy';

/** What a rebuild works with. */
export interface IndexRebuilderParts {
  readonly outbox: Outbox;
  readonly source: IndexSource;
  readonly ledger: IndexLedger;
  readonly searchIndex: SearchIndex;
  /** Works off what gathers during the copy; those of other processes may help. */
  readonly indexer: Indexer;
  readonly clock: Clock;
  readonly newId: NewId;
  /** Gives numbers in [0, 1). */
  readonly random: () => number;
  readonly pause: (milliseconds: number) => Promise<unknown>;
}

/** How a rebuild works. */
export interface IndexRebuilderSettings {
  /** Products read and written at a time: bounds the memory. Default 500. */
  readonly pageSize: number;
  /** How long a builder that shows no sign of life keeps others from beginning, in milliseconds. Default 60000. */
  readonly claimMs: number;
  /** How often catalogue and index are compared before giving up. Default 60. */
  readonly verifyAttempts: number;
  /** Pause between two comparisons, in milliseconds. Default 500. */
  readonly verifyPauseMs: number;
  /** For pages that the engine is too busy to take. Default: 8 attempts, 0.2 s to 10 s apart. */
  readonly retry: RetryPolicy;
}

export const DEFAULT_REBUILDER_SETTINGS: IndexRebuilderSettings = {
  pageSize: 500,
  claimMs: 60_000,
  verifyAttempts: 60,
  verifyPauseMs: 500,
  retry: { maxAttempts: 8, firstMs: 200, longestMs: 10_000 },
};

/** Who wants to know, and who may stop it. */
export interface RebuildWatch {
  /** Told after each step; `done` is about `total` at the end, as the catalogue may change meanwhile. */
  readonly onProgress?: (done: number, total: number) => void;
  /** Ends the work at the next page; the live index is left as it was. */
  readonly signal?: AbortSignal;
}

/** What now answers searches. */
export interface IndexChange {
  readonly live: IndexName;
  /** Kept for roll-back; null when there was none. */
  readonly kept: IndexName | null;
  readonly dropped: readonly IndexName[];
  /** Products that searches of the new index see. */
  readonly products: number;
  /** Products that the engine refuses; see `trove index failed`. */
  readonly failed: number;
}

/**
 * Brings an index up to date beside the live one and then changes over. Meanwhile indexers write to both
 * (`IndexLedger.underConstruction`); versions decide whenever the copy and an indexer write the same product.
 */
export class IndexRebuilder {
  private readonly settings: IndexRebuilderSettings;
  private readonly writer: PatientWriter;

  constructor(
    private readonly parts: IndexRebuilderParts,
    settings: Partial<IndexRebuilderSettings> = {},
  ) {
    this.settings = { ...DEFAULT_REBUILDER_SETTINGS, ...settings };
    this.writer = new PatientWriter({ ...parts, policy: this.settings.retry });
  }

  /**
   * Builds a new index with the current mapping, makes it live, keeps the one before and drops all others.
   *
   * @throws TroveError INDEX_BUSY when another process is at it, INDEX_INCOMPLETE when index and catalogue do not come to agree,
   *   SEARCH_UNAVAILABLE, STORAGE_*, SHUTTING_DOWN when the signal was raised. The live index is then as it was.
   */
  async rebuild(watch: RebuildWatch = {}): Promise<IndexChange> {
    const { searchIndex } = this.parts;
    const index = await searchIndex.create();
    try {
      return await this.build(index, 'NEW', watch);
    } catch (error) {
      // What went wrong first is what matters; the next rebuild drops what is left here.
      if ((await searchIndex.live().catch(() => index)) !== index)
        await searchIndex.drop(index).catch(() => undefined);
      throw error;
    }
  }

  /**
   * Goes back to the index that was live before, once it has caught up with what has changed since.
   *
   * @throws as `rebuild`, and TroveError INVALID_INPUT when there is none.
   */
  async rollBack(watch: RebuildWatch = {}): Promise<IndexChange> {
    const kept = await this.earlierIndex();
    if (kept === null)
      throw new TroveError(
        'INVALID_INPUT',
        'There is no earlier index to go back to. `trove index rebuild` makes a new one.',
      );
    await this.refuseForgotten(kept);
    return this.build(kept, 'KEPT', watch);
  }

  /** What was deleted since an index was live must still be known, or the index would show it again. */
  private async refuseForgotten(kept: IndexName): Promise<void> {
    const { outbox, ledger } = this.parts;
    if ((await outbox.forgottenBefore()) <= (await ledger.keptSince())) return;
    throw new TroveError(
      'INVALID_INPUT',
      `The index ${quoted(kept)} is too old to go back to: products that were deleted since are no longer known by name. ` +
        '`trove index rebuild` makes a new one.',
    );
  }

  /** The kept index; or, when a process died before it could note which, the newest that is not live. */
  private async earlierIndex(): Promise<IndexName | null> {
    const live = await this.parts.searchIndex.live();
    const others = (await this.parts.searchIndex.all()).filter((index) => index !== live);
    const kept = await this.parts.ledger.kept();
    if (kept !== null && others.includes(kept)) return kept;
    return live === null ? null : (others.at(-1) ?? null);
  }

  private async build(
    index: IndexName,
    kind: Site['kind'],
    watch: RebuildWatch,
  ): Promise<IndexChange> {
    const site: Site = { index, kind, by: this.parts.newId(), watch };
    await this.begin(site);
    try {
      await this.copy(site);
      if (kind === 'KEPT') await this.copyDeletions(site);
      const counts = await this.catchUp(site);
      return { ...(await this.changeOver(site)), ...counts };
    } finally {
      await this.parts.ledger.end(site.by);
    }
  }

  private async begin({ index, by }: Site): Promise<void> {
    const { ledger, searchIndex, clock } = this.parts;
    const now = clock();
    const until = asEpochMs(now + this.settings.claimMs);
    const hasBegun = await ledger.begin({ index, by, until }, now);
    // Whoever was at it until just now has dropped all indexes but its own.
    if (hasBegun && (await searchIndex.all()).includes(index)) return;
    await ledger.end(by);
    throw new TroveError(
      'INDEX_BUSY',
      'Another process is rebuilding the search index or rolling it back. Wait until it is done; ' +
        `one that died makes way after ${this.settings.claimMs / 1000} s.`,
    );
  }

  private async copy(site: Site): Promise<void> {
    const { source } = this.parts;
    const total = await source.count();
    let done = 0;
    let refused = 0;
    const read = (after: Sku | null) => source.page(after, this.settings.pageSize);
    await this.eachPage(site, read, async (page) => {
      const refusals = await this.writePage(site.index, page);
      refused += refusals.length;
      done += page.length;
      site.watch.onProgress?.(done, Math.max(done, total));
      if (refused > toleratedRefusals(total)) throw refusing(refused, done, refusals);
    });
  }

  /** A kept index may hold products that were deleted since. */
  private async copyDeletions(site: Site): Promise<void> {
    const read = (after: Sku | null) =>
      this.parts.source.deletedPage(after, this.settings.pageSize);
    await this.eachPage(site, read, async (page) => {
      await this.writePage(site.index, page);
    });
  }

  private async eachPage(
    site: Site,
    read: (after: Sku | null) => Promise<readonly VersionedProduct[]>,
    work: (page: readonly VersionedProduct[]) => Promise<void>,
  ): Promise<void> {
    let last: Sku | null = null;
    for (;;) {
      await this.goOn(site);
      const page: readonly VersionedProduct[] = await read(last);
      const end = page.at(-1);
      if (!end) return;
      await work(page);
      last = end.sku;
    }
  }

  /** What the index does not take is left to the indexers, who write down why. @returns these. */
  private async writePage(
    index: IndexName,
    page: readonly VersionedProduct[],
  ): Promise<readonly Refusal[]> {
    const refusals = await this.writer.write(index, page);
    const skus = refusals.map(({ sku }) => sku);
    await this.parts.outbox.enter(skus, this.parts.clock());
    return refusals;
  }

  private async catchUp(site: Site): Promise<{ products: number; failed: number }> {
    const { outbox, source, searchIndex, clock, pause } = this.parts;
    for (let attempt = 1; ; attempt += 1) {
      await this.workOff(site);
      const before = await outbox.status(clock());
      const visible = await searchIndex.countVisible(site.index);
      const catalogue = await source.count();
      const after = await outbox.status(clock());
      const waiting = Math.max(before.waiting, after.waiting);
      const counts = { catalogue, visible, waiting, failed: after.failed };
      if (isComplete(counts)) return { products: visible, failed: after.failed };
      if (attempt >= this.settings.verifyAttempts) throw incomplete(counts);
      await pause(this.settings.verifyPauseMs);
    }
  }

  private async workOff(site: Site): Promise<void> {
    let isMoreDue = true;
    while (isMoreDue) {
      await this.goOn(site);
      isMoreDue = (await this.parts.indexer.step()).isFull;
    }
  }

  private async changeOver({ index, by }: Site): Promise<Omit<IndexChange, 'products' | 'failed'>> {
    const { searchIndex, ledger, outbox, clock } = this.parts;
    const change = {
      live: index,
      kept: null as IndexName | null,
      dropped: [] as readonly IndexName[],
    };
    const replaceLive = async () => {
      change.kept = await searchIndex.live();
      await searchIndex.makeLive(index);
      const needed = [index, change.kept];
      change.dropped = (await searchIndex.all()).filter((other) => !needed.includes(other));
      for (const other of change.dropped) await searchIndex.drop(other);
      return change.kept;
    };
    if (!(await ledger.finish(by, replaceLive, clock()))) throw takenOver();
    // What the old index refused, the new one may take.
    await outbox.replay(null, clock());
    return change;
  }

  /** A sign of life; and the place where the work ends when it must. */
  private async goOn({ by, watch }: Site): Promise<void> {
    if (watch.signal?.aborted)
      throw new TroveError(
        'SHUTTING_DOWN',
        'The rebuild was stopped; the live index is as before.',
      );
    const { ledger, clock } = this.parts;
    if (await ledger.renew(by, asEpochMs(clock() + this.settings.claimMs))) return;
    throw takenOver();
  }
}

/** What is being built, by whom, for whom. */
interface Site {
  readonly index: IndexName;
  /** A kept index holds products already, perhaps some that are gone since. */
  readonly kind: 'NEW' | 'KEPT';
  readonly by: string;
  readonly watch: RebuildWatch;
}

function takenOver(): TroveError {
  return new TroveError(
    'INDEX_BUSY',
    'Another process has taken the rebuild over, since this one showed no sign of life for too long.',
  );
}

function refusing(refused: number, tried: number, refusals: readonly Refusal[]): TroveError {
  const example = refusals.map(({ sku, reason }) => `${quoted(sku)}: ${reason}`)[0] ?? '';
  return new TroveError(
    'INDEX_INCOMPLETE',
    `The new index refuses ${refused} of the first ${tried} products, so it does not go live. For example ${example}`,
    { refused, tried },
  );
}

function incomplete(counts: CopyCounts): TroveError {
  const { catalogue, visible, waiting, failed } = counts;
  return new TroveError(
    'INDEX_INCOMPLETE',
    `The new index shows ${visible} of ${catalogue} products (${waiting} waiting, ${failed} given up on), so it does not go live. ` +
      'See `trove index failed` for the reasons, mend them, and run `trove index rebuild` again.',
    { ...counts },
  );
}
