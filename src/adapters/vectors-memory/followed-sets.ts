import type { EncoderId } from '../../search/semantic/text-encoder.port';
import type { EncoderSlot, VectorSet, VectorStore } from '../../search/semantic/vector-store.port';
import { setImmediate as breathe } from 'node:timers/promises';
import type { RowMultiplier } from '../../search/semantic/row-multiplier.port';
import type { Clock, EpochMs } from '../../shared/clock';
import { VectorTable } from './vector-table';

/** Vectors read between two turns of the event loop. */
const VECTORS_PER_PAGE = 200;

/** Longer than any process takes to notice that another encoder serves, in milliseconds. */
const KEEP_RETIRED_MS = 120_000;

interface FollowedSet {
  readonly table: VectorTable;
  readonly dimensions: number;
  /** All changes up to this revision are in the table. */
  revision: number;
  /** When it was seen to serve no more; null while it does. */
  retiredAt: EpochMs | null;
}

/** Copies of the sets that serve, or did until a moment ago, brought up to date by what changed since. Sets that are being built are left alone. */
export class FollowedSets {
  private readonly followed = new Map<EncoderId, FollowedSet>();
  private known: readonly VectorSet[] = [];
  private checkedAt = -Infinity;
  private checking: Promise<void> | null = null;

  constructor(
    private readonly store: VectorStore,
    private readonly clock: Clock,
    private readonly checkMs: number,
    private readonly openMultiplier: () => Promise<RowMultiplier | null>,
  ) {}

  serving(slot: EncoderSlot): EncoderId | null {
    const set = this.known.find((one) => one.slot === slot && one.state === 'SERVING');
    return set?.encoder ?? null;
  }

  get(encoder: EncoderId): FollowedSet | null {
    return this.followed.get(encoder) ?? null;
  }

  close(): void {
    for (const { table } of this.followed.values()) table.dispose();
    this.followed.clear();
  }

  lookAgain(): void {
    this.checkedAt = -Infinity;
  }

  /** Looks for changes, unless somebody looked a moment ago. Everybody who asks meanwhile waits for the same look. */
  async follow(): Promise<void> {
    if (this.clock() - this.checkedAt < this.checkMs) return;
    this.checking ??= this.check().finally(() => {
      this.checking = null;
    });
    await this.checking;
  }

  private async check(): Promise<void> {
    const startedAt = this.clock();
    const sets = await this.store.sets();
    const usable = sets.filter((set) => this.isUsed(set, startedAt));
    for (const set of usable) await this.catchUp(set);
    const kept = new Set(usable.map(({ encoder }) => encoder));
    for (const [encoder, { table }] of this.followed)
      if (!kept.has(encoder)) {
        this.followed.delete(encoder);
        table.dispose();
      }
    this.known = sets;
    this.checkedAt = startedAt;
  }

  /** One that is retired is of use to searches that began with it, and to nobody who begins now. */
  private isUsed({ encoder, state }: VectorSet, now: EpochMs): boolean {
    const known = this.followed.get(encoder);
    if (state === 'SERVING' && known) known.retiredAt = null;
    if (state !== 'RETIRED') return state === 'SERVING';
    if (!known) return false;
    known.retiredAt ??= now;
    return now - known.retiredAt < KEEP_RETIRED_MS;
  }

  private async catchUp({ encoder, dimensions, revision }: VectorSet): Promise<void> {
    const set = await this.tableFor({ encoder, dimensions, revision });
    while (set.revision < revision) {
      const changes = await this.store.changes(encoder, set.revision, VECTORS_PER_PAGE);
      for (const { sku, vector } of changes)
        if (vector === null) set.table.remove(sku);
        else set.table.put(sku, vector);
      // A revision may leave no trace: what it wrote was written again later.
      set.revision = changes.at(-1)?.revision ?? revision;
      await breathe();
    }
    await set.table.prepare();
    this.followed.set(encoder, set);
  }

  /** What the table was made for is made anew with other dimensions: then the set was dropped and begun again meanwhile. */
  private async tableFor({
    encoder,
    dimensions,
    revision,
  }: Pick<VectorSet, 'encoder' | 'dimensions' | 'revision'>): Promise<FollowedSet> {
    const known = this.followed.get(encoder);
    if (known?.dimensions === dimensions && known.revision <= revision) return known;
    const table = new VectorTable(dimensions, await this.openMultiplier());
    known?.table.dispose();
    return { table, dimensions, revision: 0, retiredAt: null };
  }
}
