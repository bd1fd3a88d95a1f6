import type {
  InteractionLog,
  NextItemCase,
} from '../../recommendation/learning/interaction-log.types';
import type { TargetPlaces } from './evaluate-next-items';
import { countsOf } from './list-metrics';
import { placesOf, rankMetrics, type RankMetrics } from './rank-metrics';

/** Some of the cases, and how well their targets were found. */
export interface CaseSlice {
  /** Such as "history of 1 to 2 items". */
  readonly name: string;
  readonly cases: number;
  readonly metrics: RankMetrics;
}

const SLICE_CUT = 10;

/** First of each range; it ends before the next. */
const HISTORY_STARTS = [0, 1, 3, 5, 10];
const TARGET_STARTS = [0, 1, 5, 20];

/** How shoppers fare of whom little is known, and items of which little is known. Ranges without a case are left out. */
export function coldSlices(
  cases: readonly NextItemCase[],
  places: TargetPlaces,
  learnt: InteractionLog,
): readonly CaseSlice[] {
  const acts = countsOf([learnt.items], learnt.itemCount);
  const byHistory = slicesBy(HISTORY_STARTS, cases, ({ history }) => history.length);
  const byTarget = slicesBy(TARGET_STARTS, cases, ({ target }) => acts[target] ?? 0);
  return [
    ...byHistory.map((slice) => ({ ...slice, name: `history of ${slice.range} items` })),
    ...byTarget.map((slice) => ({ ...slice, name: `target with ${slice.range} acts learnt from` })),
  ]
    .filter(({ numbers }) => numbers.length > 0)
    .map(({ name, numbers }) => ({
      name,
      cases: numbers.length,
      metrics: rankMetrics(SLICE_CUT, placesOf(places, numbers)),
    }));
}

function slicesBy(
  starts: readonly number[],
  cases: readonly NextItemCase[],
  measure: (one: NextItemCase) => number,
): readonly { readonly range: string; readonly numbers: readonly number[] }[] {
  return starts.map((from, at) => {
    const next = starts[at + 1] ?? Infinity;
    const numbers = [...cases.entries()]
      .filter(([, one]) => measure(one) >= from && measure(one) < next)
      .map(([number]) => number);
    return { range: rangeOf(from, next), numbers };
  });
}

function rangeOf(from: number, next: number): string {
  if (next === Infinity) return `${from} or more`;
  return next === from + 1 ? String(from) : `${from} to ${next - 1}`;
}
