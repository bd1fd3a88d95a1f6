import { CatalogueEncoder } from '../ml-models/text-encoder/catalogue-encoder';
import { fitCatalogueEncoder } from '../ml-models/text-encoder/fit-catalogue-encoder';
import { svdInWorker } from '../ml-models/text-encoder/svd-in-worker';
import { estimateDifference, estimateMean } from '../src/evaluation/bootstrap';
import { ndcgAt } from '../src/evaluation/ndcg';
import { meanOf } from '../src/evaluation/statistics';
import { fuseByRank, fuseByScore, type ScoredSku } from '../src/search/semantic/fuse';
import { asEncoderId } from '../src/search/semantic/text-encoder.port';
import { typicalities } from '../src/search/semantic/typicality';
import { dot } from '../src/search/semantic/vector-math';
import { systemClock } from '../src/shared/clock';
import type { Sku } from '../src/shared/ids';
import { SeededRandom } from '../src/shared/seeded-random';
import { VectorTable } from '../src/adapters/vectors-memory/vector-table';
import type { Measurement } from './bench-report';
import {
  openSemanticWorld,
  stemsOf,
  titleHoldsAll,
  type KeywordList,
  type SemanticWorld,
} from './semantic-world';
import { SHARES, tunedInFolds } from './tuned-share';

const NEAREST = 100;
const RESAMPLES = 10_000;
const MIB = 1024 ** 2;

/** What the encoder knows about every product. */
interface Encoded {
  readonly encoder: CatalogueEncoder;
  readonly vectors: VectorTable;
  readonly types: ReadonlyMap<Sku, Float32Array>;
  readonly titles: ReadonlyMap<Sku, ReadonlySet<string>>;
}

/** One way to order products for a query. */
type Ranking = (list: KeywordList, lists: SemanticLists) => readonly ScoredSku[];

/** What semantic search says about one query. */
interface SemanticLists {
  readonly nearest: readonly ScoredSku[];
  /** Of the candidates of keyword search. */
  readonly similar: readonly ScoredSku[];
  readonly typical: readonly ScoredSku[];
}

/** What an encoder learnt from the catalogue costs, and what it is worth on the judged queries. */
export async function textEncoderBench(): Promise<Measurement> {
  const world = await openSemanticWorld();
  try {
    const { encoder, cost } = await fit(world);
    const { encoded, seconds } = await encodeAll(world, encoder);
    const semantic = await Promise.all(world.lists.map((list) => listsFor(list, encoded)));
    const rows = table(world.lists, semantic);
    const recall = recallsOf(world.lists, semantic);
    return {
      name: 'text-encoder',
      how:
        `${cost} All products encoded in ${seconds.toFixed(1)} s. ${recall} nDCG@10 over ${world.lists.length} judged queries; shares tuned by ` +
        'query in five folds, mean of 20 partitions; differences to keyword search with a paired bootstrap. "Union" may add products ' +
        'that keyword search did not find; "reordered" only orders its first 100 anew.',
      columns: ['ranking', 'share', 'nDCG@10', '95 % interval', 'difference', '95 % interval'],
      rows,
    };
  } finally {
    await world.trove.close();
  }
}

async function fit({ analyzer, products }: SemanticWorld) {
  const startedAt = performance.now();
  const cpuBefore = process.cpuUsage();
  const before = process.memoryUsage().rss;
  let peak = before;
  const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 20);
  const parts = await fitCatalogueEncoder(
    products,
    { analyzer, seed: 1, now: systemClock() },
    {
      runSvd: svdInWorker(),
      signal: new AbortController().signal,
      onProgress: () => undefined,
    },
  );
  clearInterval(watch);
  const seconds = (performance.now() - startedAt) / 1000;
  const { user, system } = process.cpuUsage(cpuBefore);
  const cpuSeconds = (user + system) / 1e6;
  const encoder = new CatalogueEncoder(asEncoderId('bench'), parts, analyzer);
  const sizes = `${parts.text.features.length} words × ${parts.text.dimensions}, ${parts.types.features.length} type features × ${parts.types.dimensions}`;
  const memory = `${Math.round((peak - before) / MIB)} MiB more than before, ${Math.round(peak / MIB)} MiB in all`;
  const cost = `Learnt from ${parts.products} products in ${seconds.toFixed(1)} s, ${cpuSeconds.toFixed(1)} s of them computing (${sizes}; memory at most ${memory}).`;
  return { encoder, cost };
}

async function encodeAll(
  { products, analyzer }: SemanticWorld,
  encoder: CatalogueEncoder,
): Promise<{ readonly encoded: Encoded; readonly seconds: number }> {
  const startedAt = performance.now();
  const vectors = new VectorTable(encoder.dimensions);
  const types = new Map<Sku, Float32Array>();
  const titles = new Map<Sku, ReadonlySet<string>>();
  for await (const product of products()) {
    const [vector] = await encoder.encodeProducts([product]);
    if (vector) vectors.put(product.sku, vector);
    types.set(product.sku, encoder.typeVectorOf(product));
    titles.set(product.sku, stemsOf(product.title, analyzer));
  }
  const seconds = (performance.now() - startedAt) / 1000;
  return { encoded: { encoder, vectors, types, titles }, seconds };
}

async function listsFor(
  { query, terms, served }: KeywordList,
  { encoder, vectors, types, titles }: Encoded,
): Promise<SemanticLists> {
  const text = terms.map(({ word }) => word).join(' ');
  const [vector = new Float32Array()] = await encoder.encode([text === '' ? query.text : text]);
  const candidates = served.map(({ sku, score }) => ({
    type: types.get(sku) ?? new Float32Array(encoder.typeDimensions),
    titleHoldsAll: titleHoldsAll(terms, titles.get(sku) ?? new Set()),
    score,
  }));
  const typical = typicalities(candidates);
  return {
    nearest: vectors.nearest(vector, NEAREST, null),
    similar: served.map(({ sku }) => ({ sku, score: dot(vectors.get(sku) ?? vector, vector) })),
    typical: served.map(({ sku }, place) => ({ sku, score: typical[place] ?? 0 })),
  };
}

function table(
  lists: readonly KeywordList[],
  semantic: readonly SemanticLists[],
): Measurement['rows'] {
  const scored = (ranking: Ranking): readonly number[] =>
    lists.map((list, index) => {
      const of = semantic[index];
      return of ? ndcgOf(list, ranking(list, of)) : 0;
    });
  const tuned = (ranking: (share: number) => Ranking) =>
    tunedInFolds(SHARES.map((share) => scored(ranking(share))));
  const fixed = (ranking: Ranking) => ({ byQuery: scored(ranking), share: null });
  const keyword = scored(({ served }) => served);
  const rankings = {
    'keyword, as served': fixed(({ served }) => served),
    'vectors alone': fixed((_, { nearest }) => nearest),
    'union by rank, constant 10': fixed(({ served }, { nearest }) =>
      fuseByRank([byRank(served), nearest], 10),
    ),
    'union by rank, constant 60': fixed(({ served }, { nearest }) =>
      fuseByRank([byRank(served), nearest], 60),
    ),
    'union by score': tuned(
      (share) =>
        ({ served }, { nearest }) =>
          fuseByScore(served, nearest, share),
    ),
    'reordered by similarity': tuned(
      (share) =>
        ({ served }, { similar }) =>
          fuseByScore(served, similar, share),
    ),
    'reordered by typicality': tuned(
      (share) =>
        ({ served }, { typical }) =>
          fuseByScore(served, typical, share),
    ),
    'reordered by both': tuned(
      (share) =>
        ({ served }, { similar, typical }) =>
          fuseByScore(served, fuseByScore(similar, typical, 0.5), share),
    ),
  };
  return Object.entries(rankings).map(([name, { byQuery, share }]) =>
    row(name, share, byQuery, keyword),
  );
}

/** Ranks are all that counts here: tiers and codes come before scores as they are served. */
function byRank(served: readonly ScoredSku[]): readonly ScoredSku[] {
  return served.map(({ sku }, place) => ({ sku, score: -place }));
}

function row(
  name: string,
  share: number | null,
  byQuery: readonly number[],
  keyword: readonly number[],
) {
  const mean = estimateMean(byQuery, RESAMPLES, new SeededRandom(1));
  const gain = estimateDifference(byQuery, keyword, RESAMPLES, new SeededRandom(1));
  const range = ({ low, high }: { readonly low: number; readonly high: number }) =>
    `${low.toFixed(3)} to ${high.toFixed(3)}`;
  return [
    name,
    share === null ? '–' : share.toFixed(2),
    mean.mean.toFixed(4),
    range(mean),
    gain.mean.toFixed(4),
    range(gain),
  ];
}

/** How many of the relevant products a reranker would have before it. */
function recallsOf(lists: readonly KeywordList[], semantic: readonly SemanticLists[]): string {
  const mean = (candidates: Ranking): string => {
    const recalls = lists.flatMap((list, index) => {
      const relevant = [...list.query.grades].filter(([, grade]) => grade > 0);
      const of = semantic[index];
      if (!of || relevant.length === 0) return [];
      const found = new Set<string>(candidates(list, of).map(({ sku }) => sku));
      return [relevant.filter(([sku]) => found.has(sku)).length / relevant.length];
    });
    return meanOf(recalls).toFixed(3);
  };
  const keyword = mean(({ served }) => served);
  const vectors = mean((_, { nearest }) => nearest);
  const both = mean(({ served }, { nearest }) => [...served, ...nearest]);
  return (
    `Of the relevant products, the first ${NEAREST} by keyword hold ${keyword}, the nearest ${NEAREST} vectors ${vectors}, ` +
    `both together ${both} (mean over queries that have any).`
  );
}

function ndcgOf({ query }: KeywordList, ranked: readonly ScoredSku[]): number {
  const grades = ranked.slice(0, 10).map(({ sku }) => query.grades.get(sku) ?? 0);
  return ndcgAt(10, grades, [...query.grades.values()]);
}
