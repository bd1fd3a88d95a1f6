import type { JudgedQuery } from '../evaluation/judgments';
import { SeededRandom } from '../shared/seeded-random';
import type { JudgedCandidates, JudgedLists } from './judged-lists.port';
import type { Lesson } from './lesson.types';
import type { TeachingList } from './ranker-workshop.port';

/** Share of the queries that are held out to judge by: judged queries are few, and a handful tells nothing. */
const HELD_OUT_SHARE = 0.3;

/** Judgments as a lesson: some queries, drawn by the seed, are held out with all of their products. */
export async function lessonFromJudgments(
  lists: JudgedLists,
  queries: readonly JudgedQuery[],
  { seed, signal }: { readonly seed: number; readonly signal: AbortSignal },
): Promise<Lesson> {
  const asked: TeachingList[] = [];
  for await (const candidates of lists.ask(inRandomOrder(queries, seed), signal))
    asked.push(judgedList(candidates));
  const heldOut = Math.round(asked.length * HELD_OUT_SHARE);
  return {
    source: 'JUDGMENTS',
    training: () => asked.slice(heldOut),
    heldOut: () => asked.slice(0, heldOut).filter(({ gains }) => gains.some((gain) => gain > 0)),
    metrics: { queries: queries.length, queriesAnswered: asked.length },
  };
}

/** Grades count exponentially, as in nDCG; what nobody judged counts as irrelevant. All are looked at alike. */
export function judgedList({ query, skus, matrix }: JudgedCandidates): TeachingList {
  return {
    skus,
    matrix,
    gains: skus.map((sku) => 2 ** (query.grades.get(sku) ?? 0) - 1),
    weights: skus.map(() => 1),
    visitor: null,
  };
}

function inRandomOrder(queries: readonly JudgedQuery[], seed: number): readonly JudgedQuery[] {
  const random = new SeededRandom(seed);
  return queries
    .map((query) => ({ query, key: random.next() }))
    .sort((left, right) => left.key - right.key)
    .map(({ query }) => query);
}
