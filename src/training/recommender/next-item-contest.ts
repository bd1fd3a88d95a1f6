import { topItems } from '../../recommendation/learning/top-items';
import type { InteractionLog } from '../../recommendation/learning/interaction-log.types';
import type {
  RankedSku,
  RecommenderQuestion,
  ServingRecommender,
} from '../../recommendation/serving-recommender.port';
import { asEpochMs } from '../../shared/clock';
import type { Sku } from '../../shared/ids';
import type { HeldOutCase } from './hold-out-latest';
import type { ShopHistory } from './shop-history';

/** Whoever can say what comes next. */
export type Contender = Pick<ServingRecommender, 'rank'>;

/** What was asked, and what came next. */
export interface ContestCase {
  readonly visitor: string;
  readonly question: RecommenderQuestion;
  readonly target: Sku;
}

/** What a contender made of all cases. */
export interface ContestResult {
  /** By case: 1 / log2(place + 1) of what came next among the first ten, otherwise 0: NDCG@10 with one relevant item. */
  readonly qualities: readonly number[];
  /** By case: what it named, best first. */
  readonly lists: readonly (readonly RankedSku[])[];
  /** Per question, when one is asked after the other; mean. */
  readonly msPerQuestion: number;
}

/** The first page as most people see it. */
export const DEPTH = 10;

/** What a shopper does next is asked with what was done before, all of which is left out: it is no discovery. */
export function contestCases(
  { skus, log }: Pick<ShopHistory, 'skus' | 'log'>,
  cases: readonly HeldOutCase[],
): readonly ContestCase[] {
  return cases.map(({ shopper, at }) => {
    const from = log.offsets[shopper] ?? 0;
    const skuAt = (act: number): Sku => skus[log.items[act] ?? 0] ?? ('' as Sku);
    const timeAt = (act: number) => asEpochMs(log.times?.[act] ?? 0);
    const acts = Array.from({ length: at }, (_, place) => from + place);
    return {
      visitor: String(shopper),
      target: skuAt(from + at),
      question: {
        task: 'NEXT',
        items: acts.map((act) => ({
          sku: skuAt(act),
          weight: log.weights?.[act] ?? 1,
          at: timeAt(act),
        })),
        exclude: new Set(acts.map(skuAt)),
        limit: DEPTH,
        now: timeAt(from + at),
      },
    };
  });
}

export async function contest(
  contender: Contender,
  cases: readonly ContestCase[],
  { signal, stopwatch }: { readonly signal: AbortSignal; readonly stopwatch: () => number },
): Promise<ContestResult> {
  const qualities: number[] = [];
  const lists: (readonly RankedSku[])[] = [];
  const began = stopwatch();
  for (const { question, target } of cases) {
    signal.throwIfAborted();
    const list = await contender.rank(question);
    const place = list.findIndex(({ sku }) => sku === target);
    lists.push(list);
    qualities.push(place === -1 ? 0 : 1 / Math.log2(place + 2));
  }
  const msPerQuestion = cases.length === 0 ? 0 : (stopwatch() - began) / cases.length;
  return { qualities, lists, msPerQuestion };
}

/** Enough for ten that are not among what somebody had touched. */
const POPULAR = 1000;

/** What stands in where no model serves: what most have touched, for everybody the same. */
export function popularContender(
  skus: readonly Sku[],
  { items, itemCount }: InteractionLog,
): Contender {
  const counts = new Float64Array(itemCount);
  for (const item of items) counts[item] = (counts[item] ?? 0) + 1;
  const popular = Array.from(topItems(counts, POPULAR, 0), (item) => ({
    sku: skus[item] ?? ('' as Sku),
    score: counts[item] ?? 0,
  }));
  return {
    rank: async ({ exclude, limit }) =>
      popular
        .filter(({ sku }) => !exclude.has(sku))
        .slice(0, limit)
        .map(({ sku, score }) => ({ sku, score, by: 'popularity', because: null })),
  };
}
