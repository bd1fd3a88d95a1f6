import type {
  PastItem,
  Recommender,
  ScoringContext,
} from '../../src/recommendation/learning/recommender.port';
import { topItems } from '../../src/recommendation/learning/top-items';
import { occurrencesIn, type Occurrences } from '../runtime/pair-counts';
import { recentItems } from '../runtime/recent-items';
import type { KeptHistories } from './user-neighbour-artefact';
import type { UserNeighbourOptions } from './user-neighbour-options';

/** A shopper of the log who touched something of the past that is asked about. */
interface Neighbour {
  readonly shopper: number;
  readonly likeness: number;
  /** Place in the log of the shared item that stands latest in the past. */
  readonly shared: number;
}

/**
 * What those touched who touched what is in the past. Neighbours are found by inverted lists, from item to shoppers, so a past that nobody ever had is as good as
 * any. With the defaults, items near the shared one count more.
 *
 * @see Garg, Gupta, Malhotra, Vig and Shroff 2019, "Sequence and Time Aware Neighborhood for Session-based Recommendations".
 */
export class UserNeighbourRecommender implements Recommender {
  readonly name = 'user-neighbours';
  readonly itemCount: number;
  private readonly where: Occurrences;
  private readonly rarity: Float64Array;
  /** By shopper; zero but while a context is worked out. */
  private readonly likeness: Float64Array;
  private readonly shared: Uint32Array;

  constructor(
    private readonly histories: KeptHistories,
    private readonly options: UserNeighbourOptions,
  ) {
    this.itemCount = histories.itemCount;
    this.where = occurrencesIn({ ...histories, times: null, weights: null });
    const shoppers = histories.offsets.length - 1;
    this.rarity = Float64Array.from({ length: this.itemCount }, (_, item) => {
      const touched = (this.where.offsets[item + 1] ?? 0) - (this.where.offsets[item] ?? 0);
      return Math.log1p(shoppers / Math.max(touched, 1)) ** options.rarityExponent;
    });
    this.likeness = new Float64Array(shoppers);
    this.shared = new Uint32Array(shoppers);
  }

  async score(contexts: readonly ScoringContext[]): Promise<readonly Float32Array[]> {
    return contexts.map((context) => {
      const scores = new Float32Array(this.itemCount);
      for (const neighbour of this.neighboursOf(this.pastOf(context)))
        this.addHistory(neighbour, scores);
      return scores;
    });
  }

  because(context: ScoringContext, item: number): number | null {
    const past = this.pastOf(context);
    const parts = new Map<number, number>();
    for (const neighbour of this.neighboursOf(past)) {
      const history = this.historyOf(neighbour.shopper);
      if (!history.includes(item)) continue;
      for (const [back, one] of past.entries())
        if (one.item !== item && history.includes(one.item))
          parts.set(one.item, (parts.get(one.item) ?? 0) + this.sayOf(one, back));
    }
    let [best, most]: [number | null, number] = [null, 0];
    for (const [one, part] of parts) if (part > most) [best, most] = [one, part];
    return best;
  }

  dispose(): void {
    // Nothing is held outside the heap.
  }

  private pastOf(context: ScoringContext): readonly PastItem[] {
    return recentItems(context, this.itemCount, this.options.historyLength);
  }

  private sayOf({ item, weight }: PastItem, back: number): number {
    return weight * this.options.historyDecay ** back * (this.rarity[item] ?? 0);
  }

  private neighboursOf(past: readonly PastItem[]): readonly Neighbour[] {
    const { likeness, shared } = this;
    const met: number[] = [];
    for (const [back, one] of past.entries()) {
      const say = this.sayOf(one, back);
      for (const act of this.latestWith(one.item)) {
        const shopper = this.where.shoppers[act] as number;
        if (likeness[shopper] === 0) {
          met.push(shopper);
          shared[shopper] = act;
        }
        likeness[shopper] = (likeness[shopper] as number) + say;
      }
    }
    const found = met.map((shopper) => ({
      shopper,
      likeness: (likeness[shopper] ?? 0) * this.lengthOf(shopper) ** -this.options.lengthExponent,
      shared: shared[shopper] ?? 0,
    }));
    for (const shopper of met) likeness[shopper] = 0;
    const best = topItems(
      Float64Array.from(found, (one) => one.likeness),
      this.options.neighbours,
    );
    return [...best].flatMap((place) => found[place] ?? []);
  }

  /** Acts with the item, of the last shoppers of the log. */
  private latestWith(item: number): Uint32Array {
    const to = this.where.offsets[item + 1] ?? 0;
    const from = Math.max(this.where.offsets[item] ?? 0, to - this.options.shoppersPerItem);
    return this.where.acts.subarray(from, to);
  }

  private addHistory({ shopper, likeness, shared }: Neighbour, scores: Float32Array): void {
    const { offsets, items } = this.histories;
    const end = offsets[shopper + 1] ?? 0;
    for (let act = offsets[shopper] ?? end; act < end; act += 1) {
      const item = items[act] as number;
      const near = this.options.stepDecay ** Math.abs(act - shared);
      scores[item] = (scores[item] as number) + likeness * near;
    }
  }

  private historyOf(shopper: number): Uint32Array {
    const { offsets, items } = this.histories;
    return items.subarray(offsets[shopper], offsets[shopper + 1]);
  }

  private lengthOf(shopper: number): number {
    return (this.histories.offsets[shopper + 1] ?? 0) - (this.histories.offsets[shopper] ?? 0);
  }
}
