import type { GuardrailResult } from '../../models/model.types';
import type { ContestResult } from './next-item-contest';

export interface RecommenderBounds {
  /** Different products named, as a share of what serves names. */
  readonly leastCoverage: number;
  /** Share of the cases in which it names anything. */
  readonly leastAnswered: number;
  /** Milliseconds per question, mean. */
  readonly longestMs: number;
}

/** House rules: wide enough for chance, narrow enough for a model that broke. */
export const RECOMMENDER_BOUNDS: RecommenderBounds = {
  leastCoverage: 0.5,
  leastAnswered: 0.8,
  longestMs: 100,
};

/** What must hold whatever the metric says. */
export function recommenderGuardrails(
  challenger: ContestResult,
  champion: ContestResult,
  { leastCoverage, leastAnswered, longestMs }: RecommenderBounds,
): readonly GuardrailResult[] {
  const bad = challenger.lists.filter((list) => list.some(({ score }) => !Number.isFinite(score)));
  const named = distinct(challenger);
  const before = distinct(champion);
  const coverage = before === 0 ? 1 : named / before;
  const answered = shareAnswered(challenger);
  const ms = challenger.msPerQuestion;
  return [
    result('FINITE_SCORES', [bad.length, 0], bad.length === 0, `${bad.length} of ${challenger.lists.length} lists have scores that are no numbers; none may.`), // prettier-ignore
    result('COVERAGE', [coverage, leastCoverage], coverage >= leastCoverage, `In its lists stand ${named} different products, and ${before} in those of what serves: ${percent(coverage)}, at least ${percent(leastCoverage)} are needed.`), // prettier-ignore
    result('ANSWERED', [answered, leastAnswered], answered >= leastAnswered, `It names something in ${percent(answered)} of the cases; at least ${percent(leastAnswered)} are needed.`), // prettier-ignore
    result('LATENCY', [ms, longestMs], ms <= longestMs, `An answer takes ${ms.toFixed(1)} ms; at most ${longestMs} ms may be.`), // prettier-ignore
  ];
}

function distinct({ lists }: ContestResult): number {
  return new Set(lists.flatMap((list) => list.map(({ sku }) => sku))).size;
}

function shareAnswered({ lists }: ContestResult): number {
  const answered = lists.filter((list) => list.length > 0).length;
  return lists.length === 0 ? 0 : answered / lists.length;
}

function result(
  name: string,
  [value, limit]: readonly [number, number],
  passed: boolean,
  words: string,
): GuardrailResult {
  return { name, passed, value: Number.isFinite(value) ? value : 0, limit, words };
}

const percent = (share: number): string => `${(100 * share).toFixed(0)} %`;
