import type { ScoredSku } from '../../search/semantic/fuse';
import { nearestPassing } from '../../search/semantic/nearest-passing';
import type { RowMultiplier } from '../../search/semantic/row-multiplier.port';
import type { EncoderId } from '../../search/semantic/text-encoder.port';
import { isZero } from '../../search/semantic/vector-math';
import type { NearestRequest, VectorIndex } from '../../search/semantic/vector-index.port';
import type { EncoderSlot, VectorStore } from '../../search/semantic/vector-store.port';
import type { KeywordEngine } from '../../search/keyword-engine.port';
import { systemClock, type Clock } from '../../shared/clock';
import type { Deadline } from '../../shared/deadline';
import { TroveError } from '../../shared/errors';
import type { Sku } from '../../shared/ids';
import { FollowedSets } from './followed-sets';
import type { VectorTable } from './vector-table';

export interface MemoryVectorIndexOptions {
  readonly store: VectorStore;
  /** Says which products pass a filter. */
  readonly engine: Pick<KeywordEngine, 'search'>;
  readonly clock?: Clock;
  /** How long changes may go unnoticed, in milliseconds. Default 1000. */
  readonly checkMs?: number;
  /** Opened with the first set of vectors. Default: none, a loop looks at the vectors. */
  readonly openMultiplier?: () => Promise<RowMultiplier | null>;
}

const DEFAULT_CHECK_MS = 1000;

/**
 * Looks at every vector, in memory: exact, and a millisecond for a catalogue of tens of thousands where something multiplies fast
 * (docs/decisions/0020-encoders-at-work.md). The vectors are the database's; what others write there is noticed within a second.
 */
export class MemoryVectorIndex implements VectorIndex {
  readonly name = 'memory';

  private readonly sets: FollowedSets;

  constructor(private readonly options: MemoryVectorIndexOptions) {
    const { store, clock = systemClock, checkMs = DEFAULT_CHECK_MS } = options;
    const { openMultiplier = () => Promise.resolve(null) } = options;
    this.sets = new FollowedSets(store, clock, checkMs, openMultiplier);
  }

  /** Looks for changes with the next question, however lately somebody did. */
  lookAgain(): void {
    this.sets.lookAgain();
  }

  /** Lets go of all vectors. Nobody asks afterwards. */
  close(): void {
    this.sets.close();
  }

  async serving(slot: EncoderSlot): Promise<EncoderId | null> {
    await this.sets.follow();
    return this.sets.serving(slot);
  }

  async nearest(request: NearestRequest, deadline?: Deadline): Promise<readonly ScoredSku[]> {
    const { encoder, vector } = request;
    const { table, dimensions } = await this.tableOf(encoder);
    deadline?.patienceMs(Infinity);
    if (vector.length !== dimensions)
      throw new TroveError(
        'MODEL_INCOMPATIBLE',
        `The vector to look for has ${vector.length} dimensions; those of encoder ${encoder} have ${dimensions}.`,
        { encoder },
      );
    if (isZero(vector)) return [];
    return nearestPassing(
      request,
      (limit, among) => table.nearest(vector, limit, among),
      this.options.engine,
      deadline,
    );
  }

  async vectorsOf(
    encoder: EncoderId,
    skus: readonly Sku[],
  ): Promise<ReadonlyMap<Sku, Float32Array>> {
    const { table } = await this.tableOf(encoder);
    const found = new Map<Sku, Float32Array>();
    for (const sku of skus) {
      const vector = table.get(sku);
      if (vector) found.set(sku, vector);
    }
    return found;
  }

  private async tableOf(
    encoder: EncoderId,
  ): Promise<{ readonly table: VectorTable; readonly dimensions: number }> {
    await this.sets.follow();
    const set = this.sets.get(encoder);
    if (set) return set;
    throw new TroveError(
      'MODEL_INCOMPATIBLE',
      `No complete set of vectors of encoder ${encoder} is kept. Use the encoder that serves.`,
      { encoder },
    );
  }
}
