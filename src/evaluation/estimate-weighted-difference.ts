import type { SeededRandom } from '../shared/seeded-random';
import type { MeanEstimate } from './bootstrap';
import { percentileOf } from './statistics';

/** How two things fared on one list. */
export interface PairedOutcome {
  readonly candidate: number;
  readonly baseline: number;
  /** How much the list counts, above 0. */
  readonly weight: number;
  /** Lists of one group, such as those of one visitor, are drawn together: they are no independent evidence. Null for a group of its own. */
  readonly group: string | null;
}

const LOW_PERCENT = 2.5;
const HIGH_PERCENT = 97.5;

/** What a group adds to the weighted mean. */
interface Share {
  difference: number;
  weight: number;
}

/**
 * The weighted mean difference candidate − baseline, with a paired bootstrap interval over groups: a mean of ratio form, whose numerator and
 * denominator are drawn together.
 *
 * @see Davison and Hinkley 1997, "Bootstrap Methods and their Application", chapters 2.2 (ratios) and 3.8 (clustered data).
 */
export function estimateWeightedDifference(
  outcomes: readonly PairedOutcome[],
  resamples: number,
  random: SeededRandom,
): MeanEstimate {
  const shares = sharesByGroup(outcomes);
  if (shares.length === 0) return { mean: 0, low: 0, high: 0 };
  const draw = (): Share => random.pick(shares);
  const means = Array.from({ length: resamples }, () => meanOf(shares.length, draw)).sort(
    (left, right) => left - right,
  );
  const mean = meanOf(shares.length, (at) => shares[at]);
  if (means.length === 0) return { mean, low: mean, high: mean };
  return { mean, low: percentileOf(means, LOW_PERCENT), high: percentileOf(means, HIGH_PERCENT) };
}

/** How many groups there are: as many as there is independent evidence. */
export function countGroups(outcomes: readonly Pick<PairedOutcome, 'group'>[]): number {
  const alone = outcomes.filter(({ group }) => group === null).length;
  return alone + new Set(outcomes.flatMap(({ group }) => (group === null ? [] : [group]))).size;
}

function sharesByGroup(outcomes: readonly PairedOutcome[]): readonly Share[] {
  const named = new Map<string, Share>();
  const shares: Share[] = [];
  for (const { candidate, baseline, weight, group } of outcomes) {
    let share = group === null ? undefined : named.get(group);
    if (!share) {
      share = { difference: 0, weight: 0 };
      shares.push(share);
      if (group !== null) named.set(group, share);
    }
    share.difference += weight * (candidate - baseline);
    share.weight += weight;
  }
  return shares;
}

/** Without a list of what was drawn: there are as many draws as groups, thousands of times. */
function meanOf(count: number, share: (at: number) => Share | undefined): number {
  let difference = 0;
  let weight = 0;
  for (let at = 0; at < count; at += 1) {
    const one = share(at);
    difference += one?.difference ?? 0;
    weight += one?.weight ?? 0;
  }
  return weight === 0 ? 0 : difference / weight;
}
