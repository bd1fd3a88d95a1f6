/** The arithmetic mean; 0 of no values, as a mean over no queries says nothing good. */
export function meanOf(values: readonly number[]): number {
  if (values.length === 0) return 0;
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/**
 * The nearest-rank percentile: the smallest value such that at least `percent` of all values are not above it.
 *
 * @param sorted ascending; at least one value.
 * @param percent in (0, 100].
 */
export function percentileOf(sorted: readonly number[], percent: number): number {
  const rank = Math.ceil((percent / 100) * sorted.length);
  const value = sorted[Math.max(rank, 1) - 1];
  if (value === undefined) throw new RangeError('percentileOf needs at least one value');
  return value;
}

/** How long things took, in milliseconds. */
export interface LatencySummary {
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}

/** Percentiles of durations in any order; all 0 when there are none. */
export function summarizeLatency(durationsMs: readonly number[]): LatencySummary {
  if (durationsMs.length === 0) return { p50Ms: 0, p95Ms: 0, p99Ms: 0, maxMs: 0 };
  const sorted = durationsMs.toSorted((a, b) => a - b);
  return {
    p50Ms: percentileOf(sorted, 50),
    p95Ms: percentileOf(sorted, 95),
    p99Ms: percentileOf(sorted, 99),
    maxMs: percentileOf(sorted, 100),
  };
}
