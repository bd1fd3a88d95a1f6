import type { Database } from '../../src/adapters/storage-typeorm/database';
import { TypeOrmEventStore } from '../../src/adapters/storage-typeorm/typeorm-event-store';
import { TypeOrmRankingLog } from '../../src/adapters/storage-typeorm/typeorm-ranking-log';
import type { ShopperEvent } from '../../src/feedback/shopper-event.types';
import { asEpochMs } from '../../src/shared/clock';
import { asSearchId, asSessionId, asSku } from '../../src/shared/ids';
import { SeededRandom } from '../../src/shared/seeded-random';
import { orderQuality } from '../../src/training/order-quality';
import type { ScoreRows } from '../../src/training/ranker-workshop.port';
import { featureMatrix } from '../../src/ranking/feature-matrix';
import { anEvent, NOON } from '../support/an-event';

/** The shop orders by `keyword`, which says little about what is wanted; `fit` says all, `noise` nothing. */
export const WORLD_FEATURES = ['keyword', 'fit', 'noise'] as const;
export const WORLD_SET = 'world-1';
export const WORLD_PRIOR = { keyword: 1 };

const PRODUCTS = 10;
const MINUTE = 60_000;
/** Events come in together; still within half an hour of their pages. */
const SEARCHES_PER_RECORD = 20;

export interface TrafficSettings {
  readonly seed: number;
  readonly searches: number;
  /** Different queries, each with products of its own. */
  readonly queries: number;
  /** Place k, from 1, is looked at with the chance 1 / k^eta. */
  readonly eta: number;
  /** Minutes after the start of the world when the first page is shown; one a minute follows. */
  readonly startMinute?: number;
  /** The start of the world, in epoch milliseconds. Default: noon of the tests. */
  readonly start?: number;
  /** Begins the names of sessions; each does five searches. */
  readonly visitors?: string;
  /** Where the features of this world stand in a longer list; by default they are all there is. */
  readonly layout?: FeatureLayout;
  /** What is clicked of a page: by default what is looked at and fits. */
  readonly clicks?: (page: TruePage, random: SeededRandom) => readonly number[];
}

export interface FeatureLayout {
  readonly featureSet: string;
  readonly columns: number;
  /** Column of `keyword`, `fit` and `noise`; the others are not known. */
  readonly places: readonly number[];
}

const OWN_LAYOUT: FeatureLayout = {
  featureSet: WORLD_SET,
  columns: WORLD_FEATURES.length,
  places: [0, 1, 2],
};

export interface TruePage {
  /** Rows of features, in the order shown. */
  readonly rows: readonly (readonly number[])[];
  /** Chance of a click on each, once looked at. */
  readonly attraction: readonly number[];
}

interface TrueProduct {
  readonly sku: string;
  readonly fit: number;
}

/** Products of a query; how well they fit never changes. */
function productsOf(query: number): readonly TrueProduct[] {
  const random = new SeededRandom(1000 + query);
  return Array.from({ length: PRODUCTS }, (_, product) => ({
    sku: `q${query}-p${product}`,
    fit: random.normal(0, 1),
  }));
}

/** A page as the shop shows it: by a keyword score that changes from search to search, so that products change their places. */
function pageOf(query: number, random: SeededRandom): TruePage & { skus: readonly string[] } {
  const shown = productsOf(query)
    .map((product) => ({ ...product, keyword: random.normal(0, 1) }))
    .toSorted((left, right) => right.keyword - left.keyword);
  return {
    skus: shown.map(({ sku }) => sku),
    rows: shown.map(({ keyword, fit }) => [keyword, fit, random.normal(0, 1)]),
    attraction: shown.map(({ fit }) => 0.9 / (1 + Math.exp(-3 * (fit - 0.5)))),
  };
}

const byPosition =
  (eta: number) =>
  ({ attraction }: TruePage, random: SeededRandom): readonly number[] =>
    attraction.flatMap((chance, place) =>
      random.next() < (place + 1) ** -eta && random.next() < chance ? [place] : [],
    );

/** Clicks anywhere, whatever is there. */
export const atRandom = (_: TruePage, random: SeededRandom): readonly number[] => [
  random.below(PRODUCTS),
];

/** Shows pages and records what shoppers did with them, through the log and the store of events. */
export async function logTraffic(database: Database, settings: TrafficSettings): Promise<void> {
  const { seed, searches, queries, eta, startMinute = 0, visitors = 'visitor' } = settings;
  const random = new SeededRandom(seed);
  const layout = settings.layout ?? OWN_LAYOUT;
  const clicksOf = settings.clicks ?? byPosition(eta);
  const log = new TypeOrmRankingLog(database);
  const store = new TypeOrmEventStore(database);
  const happened: ShopperEvent[] = [];
  for (let search = 0; search < searches; search += 1) {
    const shownAt = asEpochMs((settings.start ?? NOON) + (startMinute + search) * MINUTE);
    const searchId = asSearchId(`${visitors}-${seed}-${search}`);
    const session = asSessionId(`${visitors}-${Math.floor(search / 5)}`);
    const query = random.below(queries);
    const { skus, ...page } = pageOf(query, random);
    log.note({
      searchId,
      ...{ text: `query ${query}`, normalizedText: `query ${query}` },
      ...{ filterJson: null, sort: 'RELEVANCE', total: PRODUCTS, firstPosition: 1 },
      skus: skus.map(asSku),
      ...{ shopper: null, session, shownAt },
      features: featuresOf(page, layout),
    });
    const events = clicksOf(page, random).map((place): ShopperEvent =>
      anEvent(`${searchId}-${place}`, {
        kind: 'CLICK',
        sku: skus[place] ?? '',
        shopper: null,
        ...{ session, searchId },
      }),
    );
    happened.push(...events);
    if (search % SEARCHES_PER_RECORD === SEARCHES_PER_RECORD - 1 || search === searches - 1)
      await store.record(happened.splice(0), asEpochMs(shownAt + 5000));
  }
  await log.close();
}

function featuresOf({ rows }: TruePage, { featureSet, columns, places }: FeatureLayout) {
  const values = new Float32Array(rows.length * columns).fill(NaN);
  rows.forEach((row, index) => {
    row.forEach((value, feature) => {
      values[index * columns + (places[feature] ?? 0)] = value;
    });
  });
  return { featureSet, columns, values, model: null };
}

/** Mean nDCG@10 against the truth, on queries that nobody has ever searched for. */
export function trueQuality(score: ScoreRows): number {
  const random = new SeededRandom(99);
  const qualities = Array.from({ length: 300 }, (_, query) => {
    const { rows, attraction } = pageOf(100_000 + query, random);
    const matrix = featureMatrix(WORLD_FEATURES.length, Float32Array.from(rows.flat()));
    return orderQuality(score(matrix), attraction);
  });
  return qualities.reduce((sum, quality) => sum + quality, 0) / qualities.length;
}

/** The order as the shop shows it. */
export const byKeyword: ScoreRows = ({ rows, columns, values }) =>
  Float32Array.from({ length: rows }, (_, row) => values[row * columns] ?? 0);
