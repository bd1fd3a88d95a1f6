import { asEpochMs } from '../shared/clock';
import type { ShadowReport } from './model.types';

/** What two shadows of one model saw together: means by the number of searches. */
export function mergeShadowReports(left: ShadowReport, right: ShadowReport): ShadowReport {
  const searches = left.searches + right.searches;
  const mean = (of: 'overlapAtTen' | 'passMs'): number =>
    searches === 0 ? 0 : (left[of] * left.searches + right[of] * right.searches) / searches;
  return {
    searches,
    overlapAtTen: mean('overlapAtTen'),
    passMs: mean('passMs'),
    failures: left.failures + right.failures,
    since: asEpochMs(Math.min(left.since, right.since)),
  };
}
