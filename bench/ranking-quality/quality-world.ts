import { randomUUID } from 'node:crypto';
import { CatalogueEncoder } from '../../ml-models/text-encoder/catalogue-encoder';
import { fitCatalogueEncoder } from '../../ml-models/text-encoder/fit-catalogue-encoder';
import { svdInWorker } from '../../ml-models/text-encoder/svd-in-worker';
import { JiebaSegmenter } from '../../src/adapters/segmenter-jieba/jieba-segmenter';
import type { Product } from '../../src/catalog/product.types';
import { readConfig } from '../../src/config/read-config';
import type { JudgedQuery } from '../../src/evaluation/judgments';
import { silentRankingLog } from '../../src/evaluation/silent-ranking-log';
import { CatalogueFeatureBuilder } from '../../src/ranking/features/catalogue-feature-builder';
import { PriorBoard } from '../../src/ranking/features/prior-board';
import type { FeatureMatrix } from '../../src/ranking/feature-matrix';
import { Analyzer } from '../../src/search/analysis/analyzer';
import type { RankingQuestion } from '../../src/search/hit-ranker.port';
import { SearchService } from '../../src/search/search-service';
import type { TextEncoder } from '../../src/search/semantic/text-encoder.port';
import { asEncoderId } from '../../src/search/semantic/text-encoder.port';
import { readSearchSettings } from '../../src/search/settings/read-search-settings';
import { openTrove, type Trove } from '../../src/server/composition-root';
import { asEpochMs, systemClock } from '../../src/shared/clock';
import { silentLogger } from '../../src/shared/logger';
import { icecatFiles } from '../data-sets';
import { judgedQueries } from '../judged-queries';
import { importIcecat, temporaryDataFolder } from '../trove-process';
import { BenchSpace, BenchSpaces } from './bench-space';
import { rememberingProducts } from './encoded-products';
import { RecordingRanker } from './recorded-questions';

const PRODUCTS_PER_PAGE = 500;

/** One judged query, what a ranker would be asked about it, and what it would know. */
export interface QualityList {
  readonly query: JudgedQuery;
  readonly question: RankingQuestion;
  readonly matrix: FeatureMatrix;
}

/** The Icecat catalogue in an open Trove, with every encoder at hand. */
export interface QualityWorld {
  readonly trove: Trove;
  readonly catalogue: BenchSpace;
  /** Null when none is installed. */
  readonly sentence: BenchSpace | null;

  /** Asks every judged query through the real search. @param spaces that features may use. @param neighbours where they come from. */
  lists(spaces: BenchSpaces, neighbours: BenchSpace | null): Promise<readonly QualityList[]>;
}

/** Imports Icecat into a folder of its own, learns the catalogue's encoder, and encodes all products. */
export async function openQualityWorld(sentenceEncoder: TextEncoder | null): Promise<QualityWorld> {
  const folder = temporaryDataFolder();
  await importIcecat(folder);
  const config = readConfig({ ...process.env, TROVE_DATA_DIR: folder, NODE_ENV: 'production' });
  const trove = await openTrove(config, { newId: randomUUID });
  const analyzer = new Analyzer(new JiebaSegmenter());
  const products = (): AsyncIterable<Product> => pages(trove);
  const encoder = await fittedEncoder(products, analyzer);
  const catalogue = await BenchSpace.of({ text: encoder, types: encoder }, products());
  const remembering = sentenceEncoder && (await rememberingProducts(sentenceEncoder, products()));
  const sentence = remembering && (await BenchSpace.of({ text: remembering, types: null }, products())); // prettier-ignore
  const queries = await judgedQueries(icecatFiles().judgments);
  return {
    trove,
    catalogue,
    sentence,
    lists: async (spaces, neighbours) => {
      const builder = builderFor(trove, analyzer, spaces);
      await builder.board.step(systemClock());
      return listsOf(queries, await questions(trove, analyzer, queries, neighbours), builder);
    },
  };
}

async function fittedEncoder(products: () => AsyncIterable<Product>, analyzer: Analyzer) {
  const parts = await fitCatalogueEncoder(
    products,
    { analyzer, seed: 1, now: systemClock() },
    {
      runSvd: svdInWorker(),
      signal: new AbortController().signal,
      onProgress: () => undefined,
    },
  );
  return new CatalogueEncoder(asEncoderId('bench'), parts, analyzer);
}

function builderFor(trove: Trove, analyzer: Analyzer, spaces: BenchSpaces) {
  const { productStore: products, events, keywordEngine: engine } = trove;
  const board = new PriorBoard({ events, products });
  const features = new CatalogueFeatureBuilder({
    engine,
    products,
    analyzer,
    spaces,
    vectors: spaces,
    priors: board,
    history: { recent: async () => [] },
    clock: systemClock,
    logger: silentLogger,
  });
  return { board, features };
}

/** The judgments are of some years ago, and so is what was new then. */
const SEARCHED_AT = asEpochMs(Date.UTC(2020, 5, 1));

/** What rankers are asked when the queries are searched for, in their order. */
async function questions(
  trove: Trove,
  analyzer: Analyzer,
  queries: readonly JudgedQuery[],
  neighbours: BenchSpace | null,
): Promise<readonly RankingQuestion[]> {
  const ranker = new RecordingRanker(neighbours);
  const search = new SearchService({
    engine: trove.keywordEngine,
    products: trove.productStore,
    rankingLog: silentRankingLog,
    ranking: { ranker, mode: 'NEURAL' },
    analyzer,
    settings: readSearchSettings(null),
    limits: { pageSize: 100, textLength: 500, facets: 20, filterDepth: 10, filterSize: 500 },
    clock: () => SEARCHED_AT,
    newId: randomUUID,
  });
  for (const { text } of queries) await search.search({ ...REQUEST, text });
  return ranker.asked;
}

const REQUEST = {
  filter: null,
  facets: [],
  sort: 'RELEVANCE',
  unavailable: 'SHOW',
  first: 10,
  after: null,
  highlight: false,
  shopper: null,
  session: null,
} as const;

async function listsOf(
  queries: readonly JudgedQuery[],
  asked: readonly RankingQuestion[],
  { features }: ReturnType<typeof builderFor>,
): Promise<readonly QualityList[]> {
  const lists: QualityList[] = [];
  for (const [index, query] of queries.entries()) {
    const question = asked[index];
    if (question === undefined) throw new Error(`No ranker was asked about "${query.text}".`);
    const { matrix } = await features.build(question);
    lists.push({ query, question, matrix });
  }
  return lists;
}

async function* pages({ productStore }: Trove): AsyncGenerator<Product> {
  for (let page = await productStore.page(null, PRODUCTS_PER_PAGE); page.length > 0;) {
    yield* page;
    page = await productStore.page(page.at(-1)?.sku ?? null, PRODUCTS_PER_PAGE);
  }
}
