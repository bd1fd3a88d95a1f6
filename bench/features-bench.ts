import { JiebaSegmenter } from '../src/adapters/segmenter-jieba/jieba-segmenter';
import type { Product } from '../src/catalog/product.types';
import { percentileOf } from '../src/evaluation/statistics';
import { CatalogueFeatureBuilder } from '../src/ranking/features/catalogue-feature-builder';
import { FEATURE_NAMES } from '../src/ranking/features/features';
import { Analyzer } from '../src/search/analysis/analyzer';
import type { RankingQuestion } from '../src/search/hit-ranker.port';
import type { SemanticSpaces } from '../src/search/semantic/semantic-spaces.port';
import { asEncoderId } from '../src/search/semantic/text-encoder.port';
import { unit } from '../src/search/semantic/vector-math';
import { asEpochMs, systemClock } from '../src/shared/clock';
import { asSku, type Sku } from '../src/shared/ids';
import { silentLogger } from '../src/shared/logger';
import { SeededRandom } from '../src/shared/seeded-random';
import type { Cell, Measurement } from './bench-report';

const CANDIDATES = 100;
const SEARCHES = 40;
const ROUNDS = 30;

/** What one search is told about the products it found, by how much there is to look at. */
const WORLDS = [
  { name: 'words only', dimensions: null },
  { name: "+ the catalogue's vectors (256) and types (48)", dimensions: [256] },
  { name: '+ pretrained vectors (384)', dimensions: [256, 384] },
] as const;

/** What the features of 100 candidates cost, when they were never seen before and when they were. */
export async function featuresBench(): Promise<Measurement> {
  const rows: Cell[][] = [];
  for (const { name, dimensions } of WORLDS) rows.push([name, ...(await measured(dimensions))]);
  return {
    name: 'features',
    how:
      `${FEATURE_NAMES.length} features of ${CANDIDATES} candidates with titles of 12 words, descriptions of 40 and attributes of 60, for queries of three words. ` +
      `${SEARCHES} searches over products of their own, ${ROUNDS} times over; processor time with garbage collection, a mean. ` +
      'Vectors come from a map: copying them out of the index is not counted.',
    columns: [
      'what serves',
      'first time, median ms',
      'first time, CPU ms',
      'again, median ms',
      'again, CPU ms',
    ],
    rows,
  };
}

async function measured(dimensions: readonly number[] | null): Promise<Cell[]> {
  const random = new SeededRandom(1);
  const shelves = Array.from({ length: SEARCHES }, (_, search) => shelfOf(search, random));
  const builder = builderFor(shelves.flat(), dimensions ?? [], random);
  const questions = shelves.map((shelf) => questionAbout(shelf, random));
  const cold = await costOf(builder, questions, 1);
  const warm = await costOf(builder, questions, ROUNDS);
  return [cold.medianMs.toFixed(2), cold.cpuMs.toFixed(2), warm.medianMs.toFixed(2), warm.cpuMs.toFixed(2)]; // prettier-ignore
}

async function costOf(
  builder: CatalogueFeatureBuilder,
  questions: readonly RankingQuestion[],
  rounds: number,
): Promise<{ readonly medianMs: number; readonly cpuMs: number }> {
  const durations: number[] = [];
  const before = process.cpuUsage();
  for (let round = 0; round < rounds; round += 1)
    durations.push(...(await timeOf(builder, questions)));
  const { user, system } = process.cpuUsage(before);
  return {
    medianMs: percentileOf(
      durations.toSorted((a, b) => a - b),
      50,
    ),
    cpuMs: (user + system) / 1000 / durations.length,
  };
}

async function timeOf(
  builder: CatalogueFeatureBuilder,
  questions: readonly RankingQuestion[],
): Promise<number[]> {
  const durations: number[] = [];
  for (const question of questions) {
    const startedAt = performance.now();
    await builder.build(question);
    durations.push(performance.now() - startedAt);
  }
  return durations;
}

function shelfOf(search: number, random: SeededRandom): readonly Product[] {
  return Array.from({ length: CANDIDATES }, (_, n) => productOf(`p${search}-${n}`, random));
}

const words = (count: number, random: SeededRandom): string =>
  Array.from({ length: count }, () => `word${random.below(400)}`).join(' ');

function productOf(sku: string, random: SeededRandom): Product {
  return {
    sku: asSku(sku),
    title: words(12, random),
    description: words(40, random),
    brand: `brand${random.below(40)}`,
    identifiers: [`AB-${random.below(1_000_000)}`],
    categories: [[`department${random.below(9)}`, `shelf${random.below(99)}`]],
    price: { amount: random.below(1000), currency: 'EUR' },
    availability: 'IN_STOCK',
    tags: [],
    imageUrls: [],
    attributes: Object.fromEntries(
      Array.from({ length: 20 }, (_, n) => [`key${n}`, { kind: 'text', value: words(3, random) }]),
    ),
    locale: 'en',
    publishedAt: asEpochMs(random.below(1_600_000_000) * 1000),
    updatedAt: asEpochMs(1),
  };
}

function vector(dimensions: number, random: SeededRandom): Float32Array {
  return unit(Array.from({ length: dimensions }, () => random.normal(0, 1)));
}

function builderFor(
  products: readonly Product[],
  dimensions: readonly number[],
  random: SeededRandom,
): CatalogueFeatureBuilder {
  const bySku = new Map<Sku, Product>(products.map((product) => [product.sku, product]));
  const tables = new Map(
    dimensions.map((size) => [
      asEncoderId(`${size}`),
      new Map<Sku, Float32Array>(products.map(({ sku }) => [sku, vector(size, random)])),
    ]),
  );
  const types = new Map<Sku, Float32Array>(products.map(({ sku }) => [sku, vector(48, random)]));
  return new CatalogueFeatureBuilder({
    engine: { productsOf: async () => null },
    products: { findBySkus: async (skus) => chosen(bySku, skus) },
    analyzer: new Analyzer(new JiebaSegmenter()),
    spaces: spacesOf(dimensions, types, random),
    vectors: { vectorsOf: async (encoder, skus) => chosen(tables.get(encoder), skus) },
    priors: {
      products: products.length,
      priorsOf: () => ({ clickRate: 0, purchaseRate: 0, popularity: 1 }),
    },
    history: { recent: async () => [] },
    clock: systemClock,
    logger: silentLogger,
  });
}

function spacesOf(
  [catalogue, sentence]: readonly number[],
  types: ReadonlyMap<Sku, Float32Array>,
  random: SeededRandom,
): SemanticSpaces {
  const typeVectorOf = ({ sku }: Product): Float32Array => types.get(sku) ?? new Float32Array(48);
  const space = (size: number | undefined, isCatalogue: boolean) => {
    if (size === undefined) return null;
    const query = vector(size, random);
    return {
      encoder: asEncoderId(`${size}`),
      types: isCatalogue ? { typeDimensions: 48, typeVectorOf } : null,
      queryVector: async () => query,
    };
  };
  const bySlot = { catalogue: space(catalogue, true), sentence: space(sentence, false) };
  return { serving: (slot) => bySlot[slot] };
}

function chosen<Value>(
  all: ReadonlyMap<Sku, Value> | undefined,
  skus: readonly Sku[],
): ReadonlyMap<Sku, Value> {
  return new Map(
    skus.flatMap((sku): readonly [Sku, Value][] => {
      const value = all?.get(sku);
      return value === undefined ? [] : [[sku, value]];
    }),
  );
}

function questionAbout(products: readonly Product[], random: SeededRandom): RankingQuestion {
  const typed = words(3, random).split(' ');
  return {
    query: {
      terms: typed.map((word) => ({ word, alternatives: [[word]] })),
      codes: [],
      isOneCode: false,
      wordFrequencies: new Map(typed.map((word) => [word, 100])),
      normalizedText: typed.join(' '),
      searchedText: typed.join(' '),
      corrections: [],
      didYouMean: null,
      ignoredWords: [],
    },
    mode: 'NEURAL',
    candidates: products.map(({ sku, updatedAt }, place) => ({
      sku,
      product: null,
      version: updatedAt,
      score: 10 / (1 + place),
      tier: 0,
      sortKey: [sku],
    })),
    neighbours: [],
    total: products.length,
    shopper: null,
    session: null,
    at: systemClock(),
  };
}
