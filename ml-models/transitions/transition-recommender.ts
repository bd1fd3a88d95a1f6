import type {
  Recommender,
  ScoringContext,
} from '../../src/recommendation/learning/recommender.port';
import { addRowTo, valueBetween, type NeighbourRows } from '../runtime/neighbour-rows';
import { recentItems } from '../runtime/recent-items';

export interface TransitionMemory {
  readonly rows: NeighbourRows;
  /** By item: what it gets in any case, at least 0. */
  readonly prior: Float32Array;
  readonly historyDecay: number;
  readonly historyLength: number;
}

/** Follows the links from the latest items of the past, the latest first. */
export class TransitionRecommender implements Recommender {
  readonly name = 'transitions';
  readonly itemCount: number;

  constructor(private readonly memory: TransitionMemory) {
    this.itemCount = memory.rows.itemCount;
  }

  async score(contexts: readonly ScoringContext[]): Promise<readonly Float32Array[]> {
    return contexts.map((context) => this.scoreOne(context));
  }

  because(context: ScoringContext, item: number): number | null {
    let [best, most]: [number | null, number] = [null, 0];
    for (const { item: past, say } of this.voices(context)) {
      const part = say * valueBetween(this.memory.rows, past, item);
      if (part > most) [best, most] = [past, part];
    }
    return best;
  }

  dispose(): void {
    // Nothing is held outside the heap.
  }

  private scoreOne(context: ScoringContext): Float32Array {
    const voices = this.voices(context);
    if (voices.length === 0) return new Float32Array(this.itemCount);
    const scores = this.memory.prior.slice();
    for (const { item, say } of voices) addRowTo(scores, this.memory.rows, item, say);
    return scores;
  }

  private voices(
    context: ScoringContext,
  ): readonly { readonly item: number; readonly say: number }[] {
    const { historyDecay, historyLength } = this.memory;
    return recentItems(context, this.itemCount, historyLength).map(({ item, weight }, back) => ({
      item,
      say: weight * historyDecay ** back,
    }));
  }
}
