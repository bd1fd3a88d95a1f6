import { associationOf } from './association';
import type { PairCounts } from './pair-counts';

/** By item, what goes with it and how much: those from `starts[i]` to before `starts[i + 1]`. */
export interface PartnerRows {
  readonly itemCount: number;
  readonly starts: Uint32Array;
  readonly partners: Uint32Array;
  /** Above 0. */
  readonly strengths: Float32Array;
}

export interface PartnerSettings {
  /** Standard deviations of caution, 0 to 10. */
  readonly caution: number;
  /** Baskets that must have held both, at least 1. */
  readonly minSupport: number;
  /** How much it counts that the partner often comes along, rather than more often than by chance. 0 to 1. */
  readonly sharePower: number;
}

/** Works out the strength of every pair in both directions; pairs that chance explains are left out. */
export function partnerRows(counts: PairCounts, settings: PartnerSettings): PartnerRows {
  const { itemCount } = counts;
  const lengths = new Uint32Array(itemCount);
  eachPair(counts, settings, ({ left, right }) => {
    lengths[left] = (lengths[left] as number) + 1;
    lengths[right] = (lengths[right] as number) + 1;
  });
  const starts = new Uint32Array(itemCount + 1);
  for (let item = 0; item < itemCount; item += 1)
    starts[item + 1] = (starts[item] as number) + (lengths[item] as number);
  const next = starts.slice();
  const partners = new Uint32Array(starts[itemCount] as number);
  const strengths = new Float32Array(partners.length);
  const put = (item: number, partner: number, strength: number): void => {
    const place = next[item] as number;
    partners[place] = partner;
    strengths[place] = strength;
    next[item] = place + 1;
  };
  eachPair(counts, settings, ({ left, right, strength, together }) => {
    put(left, right, strength * shareOf(together, counts.occurrences[left] as number, settings));
    put(right, left, strength * shareOf(together, counts.occurrences[right] as number, settings));
  });
  return { itemCount, starts, partners, strengths };
}

interface StrongPair {
  readonly left: number;
  readonly right: number;
  readonly together: number;
  readonly strength: number;
}

function eachPair(
  { starts, partners, together, occurrences, baskets, itemCount }: PairCounts,
  { caution, minSupport }: PartnerSettings,
  take: (pair: StrongPair) => void,
): void {
  for (let left = 0; left < itemCount; left += 1) {
    for (let at = starts[left] as number; at < (starts[left + 1] as number); at += 1) {
      const both = together[at] as number;
      if (both < minSupport) continue;
      const right = partners[at] as number;
      const seen = { left: occurrences[left] as number, right: occurrences[right] as number };
      const strength = associationOf({ ...seen, baskets, together: both }, caution);
      if (strength > 0) take({ left, right, together: both, strength });
    }
  }
}

function shareOf(together: number, of: number, { sharePower }: PartnerSettings): number {
  return (together / of) ** sharePower;
}
