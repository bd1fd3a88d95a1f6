import type { JudgedQuery } from './judgments';
import { ndcgAt } from './ndcg';
import { recallAt, reciprocalRank } from './relevance-metrics';

/** Recall looks this far down. */
export const RECALL_DEPTH = 100;

/** Answers one query: the product keys in the order shown, and how many there are in all. */
export type RankProducts = (
  text: string,
  limit: number,
) => Promise<{ readonly productIds: readonly string[]; readonly total: number }>;

/** How well one query was answered. */
export interface QueryOutcome {
  /** As judged. */
  readonly query: string;
  /** As asked: differs from `query` when a typing mistake was made on purpose. */
  readonly asked: string;
  /** Judged products with a grade above 0. */
  readonly relevant: number;
  readonly ndcg: number;
  readonly reciprocalRank: number;
  readonly recall: number;
  readonly total: number;
  /** Time to the first k results, in milliseconds. */
  readonly latencyMs: number;
}

/** A set of judged queries and how to ask them. */
export interface SearchRunRequest {
  readonly queries: readonly JudgedQuery[];
  /** Rank at which nDCG is cut. */
  readonly k: number;
  /** What is really asked for a query; the query itself unless mistakes are made on purpose. */
  readonly ask: (query: string) => string;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
}

/**
 * Asks every query, one after the other, and measures each answer. Each query is asked twice: once untimed for the deep list
 * (which also warms the caches), then timed for the first k, which is what a shopper waits for.
 */
export async function runSearches(
  request: SearchRunRequest,
  rank: RankProducts,
): Promise<readonly QueryOutcome[]> {
  const outcomes: QueryOutcome[] = [];
  for (const judged of request.queries) outcomes.push(await measureQuery(judged, request, rank));
  return outcomes;
}

async function measureQuery(
  judged: JudgedQuery,
  { k, ask, now }: SearchRunRequest,
  rank: RankProducts,
): Promise<QueryOutcome> {
  const asked = ask(judged.text);
  const { productIds, total } = await rank(asked, Math.max(k, RECALL_DEPTH));
  const startedAt = now();
  await rank(asked, k);
  const latencyMs = now() - startedAt;
  const grades = productIds.map((id) => judged.grades.get(id) ?? 0);
  const judgedGrades = [...judged.grades.values()];
  const relevant = judgedGrades.filter((grade) => grade > 0).length;
  return {
    query: judged.text,
    asked,
    relevant,
    ndcg: ndcgAt(k, grades, judgedGrades),
    reciprocalRank: reciprocalRank(grades),
    recall: recallAt(RECALL_DEPTH, grades, relevant),
    total,
    latencyMs,
  };
}
