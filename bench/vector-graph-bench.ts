import { processEngine } from '../ml-models/runtime/open-engine';
import { residentRows } from '../ml-models/runtime/resident-rows';
import { fastElasticsearchFor } from '../fleet/elasticsearch-server';
import { ElasticsearchConnection } from '../src/adapters/keyword-elasticsearch/elasticsearch-connection';
import { conditionOf, FILTER_PROPERTIES, filterFieldsOf } from '../src/adapters/keyword-elasticsearch/filter-fields'; // prettier-ignore
import { ElasticsearchVectorIndex } from '../src/adapters/vectors-elasticsearch/elasticsearch-vector-index';
import { candidatesFor } from '../src/adapters/vectors-elasticsearch/nearest-body';
import { VectorFeeder } from '../src/adapters/vectors-elasticsearch/vector-feeder';
import { VectorIndexes } from '../src/adapters/vectors-elasticsearch/vector-indexes';
import { VectorTable } from '../src/adapters/vectors-memory/vector-table';
import type { Product } from '../src/catalog/product.types';
import { percentileOf } from '../src/evaluation/statistics';
import type { ScoredSku } from '../src/search/semantic/fuse';
import { asEncoderId, type EncoderId } from '../src/search/semantic/text-encoder.port';
import { unit } from '../src/search/semantic/vector-math';
import type { VectorSet } from '../src/search/semantic/vector-store.port';
import { asEpochMs } from '../src/shared/clock';
import { asSku } from '../src/shared/ids';
import { SeededRandom } from '../src/shared/seeded-random';
import { silentLogger } from '../src/shared/logger';
import type { Measurement } from './bench-report';

const PRODUCTS = 20_000;
const DIMENSIONS = 256;
const KINDS = 400;
const QUERIES = 200;
const PAGE = 500;
const FILTERS = { properties: FILTER_PROPERTIES, fieldsOf: filterFieldsOf, conditionOf };

/** Made-up catalogues, from the easiest to the hardest: how far products lie from the middle of their kind; null: there are no kinds. */
const WORLDS: Readonly<Record<string, number | null>> = {
  'kinds, close': 0.05,
  'kinds, wide': 0.1,
  'no kinds (hardest)': null,
};

/** The nearest by the graph on Elasticsearch beside an exact look at every vector in memory: how many are missed, and the time of both. */
export async function vectorGraphBench(): Promise<Measurement> {
  const url = process.env['ELASTICSEARCH_URL'] ?? (await fastElasticsearchFor(process.pid)).url;
  const cluster = new ElasticsearchConnection({ url, requestTimeoutMs: 30_000 });
  const shop = `trove-bench-${process.pid}`;
  const indexes = new VectorIndexes({ cluster, shop, filters: FILTERS, logger: silentLogger });
  const rows: (string | number)[][] = [];
  try {
    for (const [name, spread] of Object.entries(WORLDS)) {
      const world = worldOf(spread);
      const encoder = asEncoderId(name);
      const store = storeOf(encoder, world.vectors);
      const startedAt = performance.now();
      await new VectorFeeder({ store, products: CATALOGUE, indexes, filters: FILTERS }).turn(
        new AbortController().signal,
      );
      const seconds = (performance.now() - startedAt) / 1000;
      const index = new ElasticsearchVectorIndex({ cluster, indexes, store, filters: FILTERS });
      for (const limit of [10, 100])
        rows.push([name, limit, seconds.toFixed(0), ...(await compared(index, encoder, world, limit))]); // prettier-ignore
      await indexes.drop((await indexes.all()).get(encoder)?.index ?? '');
    }
  } finally {
    for (const { index } of (await indexes.all()).values()) await indexes.drop(index);
    await cluster.close();
  }
  return {
    name: 'vector-graph',
    how:
      `${PRODUCTS} made-up vectors of ${DIMENSIONS} numbers, in ${KINDS} kinds or none, ${QUERIES} queries from among them, one at a time, both ways in turns. ` +
      'Recall: share of the exact nearest that the graph finds. Memory: every vector looked at, in the engine of the models.',
    columns: ['vectors', 'wanted', 'filled in s', 'num_candidates', 'recall', 'worst query', 'Elasticsearch p50 ms', 'memory p50 ms'], // prettier-ignore
    rows,
  };
}

interface World {
  readonly vectors: readonly Float32Array[];
  readonly queries: readonly Float32Array[];
}

function worldOf(spread: number | null): World {
  const random = new SeededRandom(7);
  const direction = (width: number, middle?: Float32Array): Float32Array =>
    unit(
      Array.from({ length: DIMENSIONS }, (_, n) => (middle?.[n] ?? 0) + random.normal(0, width)),
    );
  const middles = Array.from({ length: KINDS }, () => direction(1));
  const one = () => (spread === null ? direction(1) : direction(spread, random.pick(middles)));
  return {
    vectors: Array.from({ length: PRODUCTS }, one),
    queries: Array.from({ length: QUERIES }, one),
  };
}

/** A store that has the vectors, in pages. */
function storeOf(encoder: EncoderId, vectors: readonly Float32Array[]) {
  const set: VectorSet = {
    encoder,
    slot: 'catalogue',
    dimensions: DIMENSIONS,
    state: 'SERVING',
    revision: Math.ceil(vectors.length / PAGE),
  };
  return {
    sets: () => Promise.resolve([set]),
    changes: (_encoder: EncoderId, revision: number) =>
      Promise.resolve(
        vectors.slice(revision * PAGE, (revision + 1) * PAGE).map((vector, place) => ({
          sku: asSku(`p${revision * PAGE + place}`),
          vector,
          revision: revision + 1,
        })),
      ),
  };
}

const CATALOGUE = {
  findBySkus: (skus: readonly Product['sku'][]) =>
    Promise.resolve(new Map(skus.map((sku) => [sku, { ...BARE, sku }]))),
};

const BARE: Omit<Product, 'sku'> = {
  title: 'Thing',
  description: '',
  brand: null,
  identifiers: [],
  categories: [],
  price: null,
  availability: 'IN_STOCK',
  tags: [],
  imageUrls: [],
  attributes: {},
  locale: 'en',
  publishedAt: null,
  updatedAt: asEpochMs(0),
};

async function compared(
  index: ElasticsearchVectorIndex,
  encoder: EncoderId,
  { vectors, queries }: World,
  limit: number,
): Promise<readonly (string | number)[]> {
  const table = new VectorTable(DIMENSIONS, residentRows(await processEngine()));
  for (const [place, vector] of vectors.entries()) table.put(asSku(`p${place}`), vector);
  await table.prepare();
  const times: { graph: number[]; memory: number[] } = { graph: [], memory: [] };
  const recalls: number[] = [];
  for (const vector of queries) {
    const request = { encoder, vector, limit, filter: null, unavailable: 'SHOW' } as const;
    const found = await timed(times.graph, () => index.nearest(request));
    const exact = await timed(times.memory, () => table.nearest(vector, limit, null));
    recalls.push(shareOf(exact, found));
  }
  table.dispose();
  const mean = recalls.reduce((sum, recall) => sum + recall, 0) / recalls.length;
  return [
    candidatesFor(limit),
    mean.toFixed(3),
    Math.min(...recalls).toFixed(2),
    medianOf(times.graph).toFixed(2),
    medianOf(times.memory).toFixed(2),
  ];
}

async function timed<T>(times: number[], work: () => T | Promise<T>): Promise<T> {
  const startedAt = performance.now();
  const result = await work();
  times.push(performance.now() - startedAt);
  return result;
}

function shareOf(exact: readonly ScoredSku[], found: readonly ScoredSku[]): number {
  const skus = new Set(found.map(({ sku }) => sku));
  return exact.filter(({ sku }) => skus.has(sku)).length / exact.length;
}

function medianOf(times: readonly number[]): number {
  return percentileOf(
    times.toSorted((one, other) => one - other),
    50,
  );
}
