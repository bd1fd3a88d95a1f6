import type { PlayedSearch } from './play-search';

/** A share and the range in which it plausibly lies. */
export interface ShareEstimate {
  readonly share: number;
  /** Ends of the 95 % interval. */
  readonly low: number;
  readonly high: number;
}

/** What shoppers did with the pages of one group of queries. Robots do not count here. */
export interface TrafficSummary {
  readonly searches: number;
  /** Share of the searches with a click. */
  readonly clickThrough: ShareEstimate;
  /** Clicks per search. */
  readonly clicks: number;
  /** Mean place of what was clicked, from 1; 0 without a click. */
  readonly clickPosition: number;
  /** Carts and purchases per search. */
  readonly carts: number;
  readonly purchases: number;
  /** nDCG@10 of what was shown, mean over searches, 0 to 1. */
  readonly shownNdcg: number;
}

/** Adds searches up as they come. */
export class TrafficTally {
  private searches = 0;
  private answered = 0;
  private clicks = 0;
  private positions = 0;
  private carts = 0;
  private purchases = 0;
  private ndcg = 0;

  add({ acts, ndcg }: Pick<PlayedSearch, 'acts' | 'ndcg'>): void {
    this.searches += 1;
    this.ndcg += ndcg;
    for (const { kind, position } of acts) {
      if (kind === 'ADD_TO_CART') this.carts += 1;
      else if (kind === 'PURCHASE') this.purchases += 1;
      else {
        this.clicks += 1;
        this.positions += position;
      }
    }
    if (acts.length > 0) this.answered += 1;
  }

  summary(): TrafficSummary {
    const { searches } = this;
    const perSearch = (count: number) => (searches === 0 ? 0 : count / searches);
    return {
      searches,
      clickThrough: estimateShare(this.answered, searches),
      clicks: perSearch(this.clicks),
      clickPosition: this.clicks === 0 ? 0 : this.positions / this.clicks,
      carts: perSearch(this.carts),
      purchases: perSearch(this.purchases),
      shownNdcg: perSearch(this.ndcg),
    };
  }
}

/** The normal quantile of a two-sided 95 % interval. */
const Z = 1.959964;

/**
 * A share with the Wilson score interval, which stays within 0 and 1 and holds for few cases too.
 *
 * @see Wilson 1927, "Probable Inference, the Law of Succession, and Statistical Inference".
 */
export function estimateShare(successes: number, cases: number): ShareEstimate {
  if (cases === 0) return { share: 0, low: 0, high: 1 };
  const share = successes / cases;
  const scale = 1 + Z ** 2 / cases;
  const centre = (share + Z ** 2 / (2 * cases)) / scale;
  const half = (Z / scale) * Math.sqrt((share * (1 - share)) / cases + Z ** 2 / (4 * cases ** 2));
  return { share, low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}
