import { SeededRandom } from '../shared/seeded-random';
import {
  estimateDifference,
  estimateMean,
  type DifferenceEstimate,
  type MeanEstimate,
} from './bootstrap';
import type { QueryOutcome } from './search-run';
import { meanOf, summarizeLatency, type LatencySummary } from './statistics';

/** One evaluation in a few numbers; each mean with its 95 % bootstrap interval over queries. */
export interface SearchSummary {
  readonly queries: number;
  readonly queriesWithRelevant: number;
  /** Over all queries; those without a relevant product count 0. */
  readonly ndcg: MeanEstimate;
  /** Over queries that have a relevant product. */
  readonly ndcgWithRelevant: MeanEstimate;
  readonly reciprocalRank: MeanEstimate;
  readonly recall: MeanEstimate;
  /** Share of the queries that found nothing. */
  readonly zeroResultRate: number;
  readonly latency: LatencySummary;
}

/** One evaluation against another on the same queries. */
export interface SearchComparison {
  /** nDCG of the candidate minus that of the baseline. */
  readonly difference: DifferenceEstimate;
  /** What the candidate loses, as a share of the baseline's nDCG; negative when it gains; 0 when the baseline has none. */
  readonly relativeDrop: number;
  readonly better: number;
  readonly worse: number;
  readonly equal: number;
}

/** How intervals are drawn. */
export interface BootstrapSettings {
  readonly resamples: number;
  readonly seed: number;
}

export function summarizeSearches(
  outcomes: readonly QueryOutcome[],
  bootstrap: BootstrapSettings,
): SearchSummary {
  const withRelevant = outcomes.filter((outcome) => outcome.relevant > 0);
  const estimate = (values: readonly number[]): MeanEstimate =>
    estimateMean(values, bootstrap.resamples, new SeededRandom(bootstrap.seed));
  const empty = outcomes.filter((outcome) => outcome.total === 0).length;
  return {
    queries: outcomes.length,
    queriesWithRelevant: withRelevant.length,
    ndcg: estimate(outcomes.map((outcome) => outcome.ndcg)),
    ndcgWithRelevant: estimate(withRelevant.map((outcome) => outcome.ndcg)),
    reciprocalRank: estimate(outcomes.map((outcome) => outcome.reciprocalRank)),
    recall: estimate(outcomes.map((outcome) => outcome.recall)),
    zeroResultRate: outcomes.length === 0 ? 0 : empty / outcomes.length,
    latency: summarizeLatency(outcomes.map((outcome) => outcome.latencyMs)),
  };
}

/** Differences below this are rounding, not ranking. */
const EQUAL_WITHIN = 1e-9;

/** Both lists hold the same queries in the same order. */
export function compareSearches(
  candidate: readonly QueryOutcome[],
  baseline: readonly QueryOutcome[],
  bootstrap: BootstrapSettings,
): SearchComparison {
  const ndcg = (outcomes: readonly QueryOutcome[]) => outcomes.map((outcome) => outcome.ndcg);
  const random = new SeededRandom(bootstrap.seed);
  const difference = estimateDifference(
    ndcg(candidate),
    ndcg(baseline),
    bootstrap.resamples,
    random,
  );
  const gains = candidate.map((outcome, index) => outcome.ndcg - (baseline[index]?.ndcg ?? 0));
  const baselineMean = meanOf(ndcg(baseline));
  const better = gains.filter((gain) => gain > EQUAL_WITHIN).length;
  const worse = gains.filter((gain) => gain < -EQUAL_WITHIN).length;
  return {
    difference,
    relativeDrop: baselineMean === 0 ? 0 : -difference.mean / baselineMean,
    better,
    worse,
    equal: gains.length - better - worse,
  };
}
