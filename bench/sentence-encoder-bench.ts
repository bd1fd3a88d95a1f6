import { homedir } from 'node:os';
import { join } from 'node:path';
import { openSentenceEncoder } from '../ml-models/sentence-encoder/installed-encoder';
import type { SentenceEncoder } from '../ml-models/sentence-encoder/sentence-encoder';
import { MINI_LM } from '../ml-models/sentence-encoder/sentence-sources';
import { VectorTable } from '../src/adapters/vectors-memory/vector-table';
import type { Product } from '../src/catalog/product.types';
import { estimateDifference, estimateMean } from '../src/evaluation/bootstrap';
import { ndcgAt } from '../src/evaluation/ndcg';
import { meanOf } from '../src/evaluation/statistics';
import { fuseByScore, type ScoredSku } from '../src/search/semantic/fuse';
import { SeededRandom } from '../src/shared/seeded-random';
import type { Measurement } from './bench-report';
import { openSemanticWorld, type KeywordList } from './semantic-world';
import { SHARES, tunedInFolds } from './tuned-share';

const NEAREST = 100;
const RESAMPLES = 10_000;
const QUERIES = 200;
const PRODUCTS_TOGETHER = 64;

/** Where `npm test` keeps it too; another folder is named by TROVE_ENCODERS. */
const folder = (): string =>
  process.env['TROVE_ENCODERS'] ?? join(homedir(), '.cache', 'trove', 'encoders');

/** What the pretrained encoder costs, one thread computing, and what it is worth on the judged queries. */
export async function sentenceEncoderBench(): Promise<Measurement> {
  const encoder = await openSentenceEncoder(folder(), MINI_LM, 1);
  await encoder.warmUp();
  const queryMs = await msPerQuery(encoder);
  const world = await openSemanticWorld();
  try {
    const { vectors, seconds } = await encodeAll(world.products(), encoder);
    const nearest = await Promise.all(
      world.lists.map(async ({ query }) => {
        const [vector = new Float32Array(encoder.dimensions)] = await encoder.encode([query.text]);
        return vectors.nearest(vector, NEAREST, null);
      }),
    );
    return {
      name: 'sentence-encoder',
      how:
        `One query ${queryMs.toFixed(1)} ms (median of ${QUERIES}, one at a time); ${vectors.size} products encoded in ` +
        `${seconds.toFixed(0)} s. ${recallsOf(world.lists, nearest)} nDCG@10 over ${world.lists.length} judged queries; ` +
        'the share is tuned by query in five folds, mean of 20 partitions; differences to keyword search with a paired bootstrap.',
      columns: ['ranking', 'share', 'nDCG@10', '95 % interval', 'difference', '95 % interval'],
      rows: table(world.lists, nearest),
    };
  } finally {
    await encoder.close();
    await world.trove.close();
  }
}

async function msPerQuery(encoder: SentenceEncoder): Promise<number> {
  const times: number[] = [];
  for (let n = 0; n < QUERIES; n += 1) {
    const startedAt = performance.now();
    await encoder.encode([`wireless mouse ${n}`]);
    times.push(performance.now() - startedAt);
  }
  return times.sort((a, b) => a - b)[QUERIES / 2] ?? NaN;
}

async function encodeAll(products: AsyncIterable<Product>, encoder: SentenceEncoder) {
  const vectors = new VectorTable(encoder.dimensions);
  let seconds = 0;
  const encode = async (some: readonly Product[]) => {
    const startedAt = performance.now();
    const encoded = await encoder.encodeProducts(some);
    seconds += (performance.now() - startedAt) / 1000;
    some.forEach(({ sku }, place) => {
      vectors.put(sku, encoded[place] ?? new Float32Array(encoder.dimensions));
    });
  };
  let some: Product[] = [];
  for await (const product of products) {
    some.push(product);
    if (some.length < PRODUCTS_TOGETHER) continue;
    await encode(some);
    some = [];
  }
  await encode(some);
  return { vectors, seconds };
}

function table(
  lists: readonly KeywordList[],
  nearest: readonly (readonly ScoredSku[])[],
): Measurement['rows'] {
  const scored = (
    ranking: (list: KeywordList, near: readonly ScoredSku[]) => readonly ScoredSku[],
  ) => lists.map((list, index) => ndcgOf(list, ranking(list, nearest[index] ?? [])));
  const keyword = scored(({ served }) => served);
  const fused = tunedInFolds(
    SHARES.map((share) => scored(({ served }, near) => fuseByScore(served, near, share))),
  );
  return [
    row('keyword, as served', null, keyword, keyword),
    row(
      'vectors alone',
      null,
      scored((_, near) => near),
      keyword,
    ),
    row('union by score', fused.share, fused.byQuery, keyword),
  ];
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
  const tuned = share === null ? '–' : share.toFixed(2);
  return [name, tuned, mean.mean.toFixed(4), range(mean), gain.mean.toFixed(4), range(gain)];
}

function ndcgOf({ query }: KeywordList, ranked: readonly ScoredSku[]): number {
  const grades = ranked.slice(0, 10).map(({ sku }) => query.grades.get(sku) ?? 0);
  return ndcgAt(10, grades, [...query.grades.values()]);
}

/** How many of the relevant products a reranker would have before it. */
function recallsOf(
  lists: readonly KeywordList[],
  nearest: readonly (readonly ScoredSku[])[],
): string {
  const mean = (candidates: (list: KeywordList, place: number) => readonly ScoredSku[]): string => {
    const recalls = lists.flatMap((list, place) => {
      const relevant = [...list.query.grades].filter(([, grade]) => grade > 0);
      if (relevant.length === 0) return [];
      const found = new Set<string>(candidates(list, place).map(({ sku }) => sku));
      return [relevant.filter(([sku]) => found.has(sku)).length / relevant.length];
    });
    return meanOf(recalls).toFixed(3);
  };
  const near = (place: number) => nearest[place] ?? [];
  const keyword = mean(({ served }) => served);
  const vectors = mean((_, place) => near(place));
  const both = mean(({ served }, place) => [...served, ...near(place)]);
  return (
    `Of the relevant products, the first ${NEAREST} by keyword hold ${keyword}, the nearest ${NEAREST} vectors ${vectors}, ` +
    `both together ${both}.`
  );
}
