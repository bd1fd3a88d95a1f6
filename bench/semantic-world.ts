import { systemClock } from '../src/shared/clock';
import { randomUUID } from 'node:crypto';
import { stemWord } from '../src/search/analysis/stem-word';
import { Analyzer } from '../src/search/analysis/analyzer';
import { JiebaSegmenter } from '../src/adapters/segmenter-jieba/jieba-segmenter';
import type { Product } from '../src/catalog/product.types';
import { readConfig } from '../src/config/read-config';
import type { JudgedQuery } from '../src/evaluation/judgments';
import { ProductMatcher } from '../src/search/match-products';
import type { QueryTerm } from '../src/search/match-query.types';
import type { ScoredSku } from '../src/search/semantic/fuse';
import { readSearchSettings } from '../src/search/settings/read-search-settings';
import { QueryUnderstanding } from '../src/search/understanding/query-understanding';
import { openTrove, type Trove } from '../src/server/composition-root';
import { icecatFiles } from './data-sets';
import { judgedQueries } from './judged-queries';
import { importIcecat, temporaryDataFolder } from './trove-process';

/** Candidates of keyword search that are ordered anew. */
const CANDIDATES = 100;

const PRODUCTS_PER_PAGE = 500;

/** A judged query and what keyword search finds for it. */
export interface KeywordList {
  readonly query: JudgedQuery;
  readonly terms: readonly QueryTerm[];
  /** As they are served today. */
  readonly served: readonly ScoredSku[];
}

/** The Icecat catalogue in an open Trove. */
export interface SemanticWorld {
  readonly trove: Trove;
  readonly analyzer: Analyzer;
  readonly lists: readonly KeywordList[];
  readonly products: () => AsyncIterable<Product>;
}

/** Imports the Icecat catalogue into a folder of its own and asks the judged queries. */
export async function openSemanticWorld(): Promise<SemanticWorld> {
  const folder = temporaryDataFolder();
  await importIcecat(folder);
  const config = readConfig({ ...process.env, TROVE_DATA_DIR: folder, NODE_ENV: 'production' });
  const trove = await openTrove(config, { newId: randomUUID });
  const analyzer = new Analyzer(new JiebaSegmenter());
  const lists = await keywordLists(trove, analyzer);
  return { trove, analyzer, lists, products: () => pages(trove) };
}

/** The stems of a text's words. */
export function stemsOf(text: string, analyzer: Analyzer): ReadonlySet<string> {
  return new Set(analyzer.indexWords(text).map(stemWord));
}

/** Whether every idea of the query stands in the title, stemmed. */
export function titleHoldsAll(terms: readonly QueryTerm[], title: ReadonlySet<string>): boolean {
  return terms.every(({ alternatives }) =>
    alternatives.some((phrase) => phrase.every((word) => title.has(stemWord(word)))),
  );
}

async function keywordLists(trove: Trove, analyzer: Analyzer): Promise<readonly KeywordList[]> {
  const settings = readSearchSettings(null);
  const understanding = new QueryUnderstanding(
    trove.keywordEngine,
    analyzer,
    settings,
    systemClock,
  );
  const matcher = new ProductMatcher(trove.keywordEngine, settings.relaxation.fewerThan);
  const lists: KeywordList[] = [];
  for (const query of await judgedQueries(icecatFiles().judgments)) {
    const understood = await understanding.understand(query.text);
    const start = { after: null, without: [], view: null };
    const { answer } = await matcher.match(requestFor(query.text), understood, {
      place: null,
      start,
    });
    const served = answer.hits.slice(0, CANDIDATES);
    lists.push({ query, terms: understood.terms, served });
  }
  return lists;
}

const requestFor = (text: string) => ({
  text,
  filter: null,
  facets: [],
  sort: 'RELEVANCE' as const,
  unavailable: 'SHOW' as const,
  first: CANDIDATES,
  after: null,
  highlight: false,
  shopper: null,
  session: null,
});

async function* pages({ productStore }: Trove): AsyncGenerator<Product> {
  for (let page = await productStore.page(null, PRODUCTS_PER_PAGE); page.length > 0;) {
    yield* page;
    page = await productStore.page(page.at(-1)?.sku ?? null, PRODUCTS_PER_PAGE);
  }
}
