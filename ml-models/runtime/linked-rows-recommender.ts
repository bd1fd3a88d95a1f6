import type {
  Recommender,
  RecommenderName,
  ScoringContext,
} from '../../src/recommendation/learning/recommender.port';
import { addRowTo, valueBetween, type NeighbourRows } from './neighbour-rows';
import { recentItems } from './recent-items';

export interface LinkedRows {
  readonly rows: NeighbourRows;
  /** By item: what it gets whenever anything of the past is known, at least 0; null for nothing. */
  readonly prior: Float32Array | null;
  /** Items of the past that are looked at, the latest. */
  readonly historyLength: number;
  /** What each step back takes from an item's say. */
  readonly historyDecay: number;
}

/**
 * Adds up the rows of the items of the past: as many additions as there are links of these few items, however large the catalogue. The sum is
 *
 *   score(j) = prior(j) + Σ over the past, latest first: weight · historyDecay^back · row(item)(j)
 */
export class LinkedRowsRecommender implements Recommender {
  readonly itemCount: number;

  constructor(
    readonly name: RecommenderName,
    private readonly linked: LinkedRows,
  ) {
    this.itemCount = linked.rows.itemCount;
  }

  async score(contexts: readonly ScoringContext[]): Promise<readonly Float32Array[]> {
    return contexts.map((context) => this.scoreOne(context));
  }

  because(context: ScoringContext, item: number): number | null {
    let [best, most]: [number | null, number] = [null, 0];
    for (const { item: past, say } of this.voices(context)) {
      const part = say * valueBetween(this.linked.rows, past, item);
      if (part > most) [best, most] = [past, part];
    }
    return best;
  }

  dispose(): void {
    // Nothing is held outside the heap.
  }

  private scoreOne(context: ScoringContext): Float32Array {
    const { prior, rows } = this.linked;
    const voices = this.voices(context);
    const nothing = prior === null || voices.length === 0;
    const scores = nothing ? new Float32Array(this.itemCount) : prior.slice();
    for (const { item, say } of voices) addRowTo(scores, rows, item, say);
    return scores;
  }

  private voices(context: ScoringContext): readonly Voice[] {
    const { historyDecay, historyLength } = this.linked;
    return recentItems(context, this.itemCount, historyLength).map(({ item, weight }, back) => ({
      item,
      say: weight * historyDecay ** back,
    }));
  }
}

interface Voice {
  readonly item: number;
  readonly say: number;
}
