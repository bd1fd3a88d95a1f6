import type {
  PastItem,
  Recommender,
  ScoringContext,
} from '../../src/recommendation/learning/recommender.port';
import type { PartnerRows } from './partner-rows';

/** What goes with the items of a basket: the sum of what goes with each. An answer costs what their partners are, not what the catalogue is. */
export class BasketsRecommender implements Recommender {
  readonly name = 'baskets';
  readonly itemCount: number;

  constructor(private readonly rows: PartnerRows) {
    this.itemCount = rows.itemCount;
  }

  async score(contexts: readonly ScoringContext[]): Promise<readonly Float32Array[]> {
    return contexts.map(({ past }) => {
      const scores = new Float32Array(this.itemCount);
      for (const one of past) this.addPartners(scores, one);
      return scores;
    });
  }

  because({ past }: ScoringContext, item: number): number | null {
    let best: number | null = null;
    let most = 0;
    for (const one of past) {
      const share = one.weight * this.strengthOf(one.item, item);
      if (share <= most) continue;
      most = share;
      best = one.item;
    }
    return best;
  }

  dispose(): void {
    // Nothing is held outside the heap.
  }

  private addPartners(scores: Float32Array, { item, weight }: PastItem): void {
    const { starts, partners, strengths } = this.rows;
    if (item >= this.itemCount) return;
    for (let at = starts[item] as number; at < (starts[item + 1] as number); at += 1) {
      const partner = partners[at] as number;
      scores[partner] = (scores[partner] as number) + weight * (strengths[at] as number);
    }
  }

  private strengthOf(item: number, partner: number): number {
    const { starts, partners, strengths } = this.rows;
    if (item >= this.itemCount) return 0;
    const at = partners.subarray(starts[item], starts[item + 1]).indexOf(partner);
    return at < 0 ? 0 : (strengths[(starts[item] as number) + at] as number);
  }
}
