import type { estypes } from '@elastic/elasticsearch';
import type { ScoredSku } from '../../search/semantic/fuse';
import type { EncoderId } from '../../search/semantic/text-encoder.port';
import type { NearestRequest, VectorIndex } from '../../search/semantic/vector-index.port';
import { isZero } from '../../search/semantic/vector-math';
import type { EncoderSlot, VectorSet, VectorStore } from '../../search/semantic/vector-store.port';
import { systemClock, type Clock } from '../../shared/clock';
import type { Deadline } from '../../shared/deadline';
import { TroveError } from '../../shared/errors';
import { asSku, type Sku } from '../../shared/ids';
import { inTime } from '../../shared/in-time';
import type { Cluster, FilterLanguage } from './cluster.types';
import { nearestBody, nearestIn } from './nearest-body';
import { unpacked } from './vector-documents';
import type { VectorIndexes } from './vector-indexes';
import { NUMBERS_FIELD, type FedIndex } from './vector-layout';

export interface ElasticsearchVectorIndexOptions {
  readonly cluster: Cluster;
  readonly indexes: Pick<VectorIndexes, 'all'>;
  readonly store: Pick<VectorStore, 'sets'>;
  readonly filters: FilterLanguage;
  readonly clock?: Clock;
  /** How long it may go unnoticed that another encoder serves, in milliseconds. Default 1000. */
  readonly checkMs?: number;
}

/** An index that can be searched, and what its set is in the store. */
type ServedIndex = FedIndex & Pick<VectorSet, 'slot' | 'state'>;

const DEFAULT_CHECK_MS = 1000;

/**
 * The nearest products by a search in a graph (HNSW) on Elasticsearch: nearly always the nearest, in a time that hardly grows with the
 * catalogue, and with no memory of the gateway's (docs/decisions/0028-vectors-on-elasticsearch.md). A `VectorFeeder` fills the indexes.
 */
export class ElasticsearchVectorIndex implements VectorIndex {
  readonly name = 'elasticsearch';

  private served: readonly ServedIndex[] = [];
  private checkedAt = -Infinity;
  private checking: Promise<void> | null = null;

  constructor(private readonly options: ElasticsearchVectorIndexOptions) {}

  /** Looks with the next question which encoders serve, however lately somebody did. */
  lookAgain(): void {
    this.checkedAt = -Infinity;
  }

  /** The one before, while the index of the one that serves is still being filled. */
  async serving(slot: EncoderSlot): Promise<EncoderId | null> {
    await this.follow();
    const ofSlot = this.served.filter((one) => one.slot === slot);
    const best = ofSlot.find(({ state }) => state === 'SERVING') ?? ofSlot[0];
    return best?.encoder ?? null;
  }

  /** @throws TroveError SEARCH_UNAVAILABLE besides what the port says. */
  async nearest(request: NearestRequest, deadline?: Deadline): Promise<readonly ScoredSku[]> {
    const { encoder, vector } = request;
    const { index, dimensions } = await inTime(this.indexOf(encoder), deadline);
    if (vector.length !== dimensions)
      throw new TroveError(
        'MODEL_INCOMPATIBLE',
        `The vector to look for has ${vector.length} dimensions; those of encoder ${encoder} have ${dimensions}.`,
        { encoder },
      );
    if (isZero(vector)) return [];
    const body = nearestBody(request, this.options.filters);
    const answer = await this.post(`/${index}/_search`, body, deadline);
    return nearestIn(answer as estypes.SearchResponse, request);
  }

  async vectorsOf(
    encoder: EncoderId,
    skus: readonly Sku[],
  ): Promise<ReadonlyMap<Sku, Float32Array>> {
    const { index } = await this.indexOf(encoder);
    if (skus.length === 0) return new Map();
    const answer = await this.post(`/${index}/_mget`, { ids: skus }, undefined);
    const { docs } = answer as estypes.MgetResponse<Partial<Record<string, string>>>;
    return new Map(
      docs.flatMap((doc) => {
        const numbers = 'found' in doc ? doc._source?.[NUMBERS_FIELD] : undefined;
        return numbers === undefined ? [] : [[asSku(doc._id), unpacked(numbers)] as const];
      }),
    );
  }

  private post(path: string, body: object, deadline: Deadline | undefined): Promise<unknown> {
    return this.options.cluster.search(path, JSON.stringify(body), { deadline });
  }

  private async indexOf(encoder: EncoderId): Promise<ServedIndex> {
    await this.follow();
    const found = this.served.find((one) => one.encoder === encoder);
    if (found) return found;
    throw new TroveError(
      'MODEL_INCOMPATIBLE',
      `No complete set of vectors of encoder ${encoder} is kept. Use the encoder that serves.`,
      { encoder },
    );
  }

  /** Everybody who asks meanwhile waits for the same look. */
  private async follow(): Promise<void> {
    const { clock = systemClock, checkMs = DEFAULT_CHECK_MS } = this.options;
    if (clock() - this.checkedAt < checkMs) return;
    this.checking ??= this.check(clock()).finally(() => {
      this.checking = null;
    });
    await this.checking;
  }

  private async check(startedAt: number): Promise<void> {
    const { store, indexes } = this.options;
    const [sets, fed] = await Promise.all([store.sets(), indexes.all()]);
    this.served = sets.flatMap((set) => {
      const index = fed.get(set.encoder);
      const serves = index?.isReady === true && set.state !== 'BUILDING';
      return serves ? [{ ...index, slot: set.slot, state: set.state }] : [];
    });
    this.checkedAt = startedAt;
  }
}
