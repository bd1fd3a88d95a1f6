import { errors, type estypes } from '@elastic/elasticsearch';
import type { EncoderId } from '../../search/semantic/text-encoder.port';
import { TroveError } from '../../shared/errors';
import type { Logger } from '../../shared/logger';
import type { Cluster, FilterLanguage } from './cluster.types';
import {
  fedIndexOf,
  metaOf,
  vectorIndexName,
  vectorIndexPrefix,
  vectorLayout,
  type FedIndex,
} from './vector-layout';

export interface VectorIndexesOptions {
  readonly cluster: Cluster;
  /** Begins the names of the indexes: two shops on one cluster need two. */
  readonly shop: string;
  readonly filters: FilterLanguage;
  readonly logger: Logger;
  /** Copies of each index on other nodes. Default 0: a single node has no place for one. */
  readonly replicas?: number;
}

/** Longest wait for a batch of writes or a change of an index, in milliseconds. */
const PATIENT = { usualMs: 30_000 };

const NOT_FOUND = 404;
const CONFLICT = 409;
const TOO_MANY_REQUESTS = 429;
const SERVER_FAULT = 500;

/** The indexes of vectors of one shop, one for each encoder. */
export class VectorIndexes {
  constructor(private readonly options: VectorIndexesOptions) {}

  /** By encoder. @throws TroveError SEARCH_UNAVAILABLE, as does everything here. */
  async all(): Promise<ReadonlyMap<EncoderId, FedIndex>> {
    const { cluster, shop } = this.options;
    const index = `${vectorIndexPrefix(shop)}*`;
    const found = await cluster.ask((client, options) =>
      client.indices.get({ index, allow_no_indices: true, features: ['mappings'] }, options),
    );
    const fed = Object.entries(found).flatMap(
      ([name, { mappings }]) => fedIndexOf(name, mappings) ?? [],
    );
    return new Map(fed.map((one) => [one.encoder, one]));
  }

  /** An empty one, or the one that somebody else has made meanwhile. */
  async create(encoder: EncoderId, dimensions: number): Promise<FedIndex> {
    const { cluster, shop, filters, replicas = 0 } = this.options;
    const index = vectorIndexName(shop, encoder);
    const layout = vectorLayout({ encoder, dimensions }, filters, replicas);
    const body = { index, ...layout, aliases: { [writingAlias(index)]: {} } };
    try {
      await cluster.ask((client, options) => client.indices.create(body, options), PATIENT);
      return { index, encoder, dimensions, revision: 0, isReady: false };
    } catch (error) {
      if (!isThereAlready(error)) throw error;
    }
    const there = (await this.all()).get(encoder);
    if (there?.dimensions === dimensions) return there;
    await this.drop(index);
    return this.create(encoder, dimensions);
  }

  async drop(index: string): Promise<void> {
    await this.options.cluster.ask(
      (client, options) => client.indices.delete({ index, ignore_unavailable: true }, options),
      PATIENT,
    );
  }

  /** Writes the lines of documents. One that Elasticsearch refuses for good is left out, and the log says why. */
  async write(index: string, operations: readonly string[]): Promise<void> {
    if (operations.length === 0) return;
    // By its alias: to write to an index that somebody drops meanwhile would make one, without our mapping.
    const batch = { index: writingAlias(index), require_alias: true, operations: [...operations] };
    const { errors: some, items } = await this.options.cluster.ask(
      (client, options) => client.bulk(batch, options),
      PATIENT,
    );
    if (some) for (const item of items) this.judge(index, item);
  }

  /** Remembers how far an index has come. What is ready can be found from then on. */
  async note(fed: FedIndex): Promise<void> {
    const { cluster } = this.options;
    const { index, isReady } = fed;
    if (isReady)
      await cluster.ask((client, options) => client.indices.refresh({ index }, options), PATIENT);
    await cluster.ask(
      (client, options) => client.indices.putMapping({ index, _meta: metaOf(fed) }, options),
      PATIENT,
    );
  }

  private judge(
    index: string,
    item: Partial<Record<estypes.BulkOperationType, estypes.BulkResponseItem>>,
  ): void {
    const answer = item.index ?? item.delete;
    if (!answer?.error || answer.status === CONFLICT) return;
    const { status, error } = answer;
    if (status === NOT_FOUND || status === TOO_MANY_REQUESTS || status >= SERVER_FAULT)
      throw new TroveError(
        'SEARCH_UNAVAILABLE',
        `Elasticsearch cannot take vectors now (status ${status}). The next turn tries again.`,
      );
    this.options.logger.warn(
      { index, sku: answer._id, reason: error.reason },
      'Elasticsearch refuses a vector: the product is not found by it',
    );
  }
}

/** Everything is written by this name; it goes with the index. */
function writingAlias(index: string): string {
  return `${index}-writing`;
}

function isThereAlready(error: unknown): boolean {
  if (!(error instanceof errors.ResponseError)) return false;
  const body = error.body as { readonly error?: { readonly type?: string } } | undefined;
  return body?.error?.type === 'resource_already_exists_exception';
}
