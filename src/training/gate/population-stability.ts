import { percentileOf } from '../../evaluation/statistics';

const MOST_BINS = 10;

/** Below this many values per bin, chance alone looks like drift. */
const VALUES_PER_BIN = 50;

/** Stands for what a bin might hold if it were not empty by chance. */
const PSEUDO_COUNT = 0.5;

/**
 * The population stability index: how far values have moved since, in bins that hold equal shares of the earlier ones. 0 for the same
 * distribution; 0.1 to 0.25 is called a moderate and more a major shift.
 *
 * @see Siddiqi 2006, "Credit Risk Scorecards", chapter 8.
 */
export function populationStability(earlier: readonly number[], later: readonly number[]): number {
  const fewest = Math.min(earlier.length, later.length);
  const bins = Math.min(MOST_BINS, Math.max(2, Math.floor(fewest / VALUES_PER_BIN)));
  if (fewest === 0) return 0;
  const sorted = earlier.toSorted((left, right) => left - right);
  const edges = Array.from({ length: bins - 1 }, (_, edge) =>
    percentileOf(sorted, (100 * (edge + 1)) / bins),
  );
  const before = sharesIn(edges, earlier);
  const after = sharesIn(edges, later);
  return before.reduce((index, share, bin) => {
    const now = after[bin] ?? share;
    return index + (now - share) * Math.log(now / share);
  }, 0);
}

/** A value on an edge belongs to the bin below it. */
function sharesIn(edges: readonly number[], values: readonly number[]): readonly number[] {
  const counts = Array.from({ length: edges.length + 1 }, () => PSEUDO_COUNT);
  for (const value of values) {
    const found = edges.findIndex((edge) => value <= edge);
    const bin = found === -1 ? edges.length : found;
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  const total = values.length + PSEUDO_COUNT * counts.length;
  return counts.map((count) => count / total);
}
