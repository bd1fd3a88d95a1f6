import type { Sku } from '../../shared/ids';
import type { CatalogueBoard } from '../catalogue-board.port';
import type { Reason, Strategy } from '../recommendation.types';
import { DepartmentQuota } from '../selection/department-quota';
import { isWithin } from '../rules/condition-test';
import {
  isLeftOut,
  type Candidate,
  type Situation,
  type Step,
  type Wanted,
} from '../situation.types';

type BoardList = 'popular' | 'trending' | 'newest';

const KINDS = {
  popular: { strategy: 'POPULAR', reason: 'POPULAR_IN' },
  trending: { strategy: 'TRENDING', reason: 'TRENDING_IN' },
  newest: { strategy: 'NEW', reason: 'NEW_IN' },
} as const satisfies Record<BoardList, { strategy: Strategy; reason: Reason['kind'] }>;

type BoardStepName = 'TRENDING_HERE' | 'POPULAR_HERE' | 'NEW_HERE' | 'TRENDING' | 'POPULAR' | 'NEW';

/** What everybody likes, talks about, or has not seen yet. */
export function boardSteps(board: CatalogueBoard): Record<BoardStepName, Step> {
  const here =
    (list: BoardList): Step =>
    (situation, wanted) =>
      Promise.resolve(situation.departments().flatMap((department) => listed(board, list, { department, situation, wanted }))); // prettier-ignore
  const overall =
    (list: BoardList): Step =>
    (situation, wanted) =>
      Promise.resolve(listed(board, list, { department: null, situation, wanted }));
  return {
    TRENDING_HERE: here('trending'),
    POPULAR_HERE: here('popular'),
    NEW_HERE: here('newest'),
    TRENDING: overall('trending'),
    POPULAR: overall('popular'),
    NEW: overall('newest'),
  };
}

interface ListQuestion {
  readonly department: string | null;
  readonly situation: Situation;
  readonly wanted: Wanted;
}

function listed(
  board: CatalogueBoard,
  list: BoardList,
  { department, situation, wanted }: ListQuestion,
): readonly Candidate[] {
  const { strategy, reason } = KINDS[list];
  const skus: Sku[] = [];
  // A page shows no more of a department than its cap: to name more would keep other departments out.
  const quota = new DepartmentQuota(situation.cap);
  for (const sku of ordered(board, board[list](department), situation)) {
    if (skus.length >= wanted.limit) break;
    if (isLeftOut(situation, sku) || wanted.known.has(sku)) continue;
    const departments = board.product(sku)?.departments ?? [];
    if (!quota.hasRoomFor(departments)) continue;
    quota.take(departments);
    skus.push(sku);
  }
  // The place is the score: what the lists count is of no use to anybody who reads an answer.
  return skus.map((sku, place) => ({
    sku,
    score: 1 / (place + 1),
    strategy,
    reason: { kind: reason, department },
  }));
}

/** First what is in the very category that is open, and in the visitor's language; each in the order of the list. */
function ordered(
  board: CatalogueBoard,
  skus: readonly Sku[],
  { request }: Situation,
): readonly Sku[] {
  const { department, locale } = request.context;
  const isDeep = department !== null && department.length > 1;
  if (!isDeep && locale === null) return skus;
  const language = locale === null ? null : languageOf(locale);
  const gradeOf = (sku: Sku): number => {
    const product = board.product(sku);
    if (product === null) return 0;
    const fits = !isDeep || product.categories.some((path) => isWithin(path, department));
    const speaks = language === null || languageOf(product.locale) === language;
    return (fits ? 2 : 0) + (speaks ? 1 : 0);
  };
  const grades = new Map(skus.map((sku) => [sku, gradeOf(sku)]));
  return skus.toSorted((one, other) => (grades.get(other) ?? 0) - (grades.get(one) ?? 0));
}

/** `de` of `de-AT`. */
function languageOf(locale: string): string {
  return locale.split(/[-_]/)[0]?.toLowerCase() ?? '';
}
