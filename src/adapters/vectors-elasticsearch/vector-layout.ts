import { hash } from 'node:crypto';
import type { estypes } from '@elastic/elasticsearch';
import type { EncoderId } from '../../search/semantic/text-encoder.port';
import type { FilterLanguage } from './cluster.types';

/** What an index of vectors holds, as its mapping tells. */
export interface FedIndex {
  readonly index: string;
  readonly encoder: EncoderId;
  readonly dimensions: number;
  /** All changes of the set up to this revision are written. */
  readonly revision: number;
  /** It has held a vector of every product: from then on it serves. */
  readonly isReady: boolean;
}

/** Rises with every change of the layout; indexes of another one are made anew. */
const LAYOUT_VERSION = 1;

/** Of the field that is searched. */
export const VECTOR_FIELD = 'vector';

/** The numbers of a vector, bit for bit: floats written as decimals would take four times as long to read. */
export const NUMBERS_FIELD = 'numbers';

/**
 * Neighbours that the graph keeps of each product, and how many are looked at to find them. Twice the usual effort of building: it is spent once per
 * vector, by a job, and saves some at each search.
 */
const GRAPH = { type: 'hnsw', m: 16, ef_construction: 200 } as const;

const DIGEST_DIGITS = 16;

/** The name of the index for the vectors of an encoder; ids of encoders hold what names must not. */
export function vectorIndexName(shop: string, encoder: EncoderId): string {
  return `${vectorIndexPrefix(shop)}${hash('sha256', encoder).slice(0, DIGEST_DIGITS)}`;
}

export function vectorIndexPrefix(shop: string): string {
  return `${shop}-vectors-`;
}

/** One shard, as of the keyword index; unknown fields are an error. The source holds the numbers alone: nobody reads the rest back. */
export function vectorLayout(
  fed: Pick<FedIndex, 'encoder' | 'dimensions'>,
  { properties }: Pick<FilterLanguage, 'properties'>,
  replicas: number,
): Omit<estypes.IndicesCreateRequest, 'index'> {
  const { dimensions: dims } = fed;
  return {
    settings: { number_of_shards: 1, number_of_replicas: replicas },
    mappings: {
      dynamic: 'strict',
      _meta: metaOf({ ...fed, revision: 0, isReady: false }),
      _source: { includes: [NUMBERS_FIELD] },
      properties: {
        ...properties,
        [NUMBERS_FIELD]: { type: 'keyword', index: false, doc_values: false },
        [VECTOR_FIELD]: {
          type: 'dense_vector',
          dims,
          index: true,
          similarity: 'cosine',
          index_options: GRAPH,
        },
      },
    },
  };
}

export function metaOf({
  encoder,
  dimensions,
  revision,
  isReady,
}: Omit<FedIndex, 'index'>): Record<string, unknown> {
  return { layout: LAYOUT_VERSION, encoder, dimensions, revision, isReady };
}

/** Null for an index that is not one of ours, or of another layout. */
export function fedIndexOf(
  index: string,
  mapping: estypes.MappingTypeMapping | undefined,
): FedIndex | null {
  const meta = mapping?._meta;
  if (meta?.['layout'] !== LAYOUT_VERSION) return null;
  const { encoder, dimensions, revision, isReady } = meta as unknown as Omit<FedIndex, 'index'>;
  return { index, encoder, dimensions, revision, isReady };
}
