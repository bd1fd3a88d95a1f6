import type {
  Recommender,
  ScoringContext,
} from '../../src/recommendation/learning/recommender.port';

/** The same for everybody. */
export class PopularityRecommender implements Recommender {
  readonly name = 'popularity';
  readonly itemCount: number;
  private readonly row: Float32Array;

  /** @param counts by item, at least 0. */
  constructor(counts: Float64Array) {
    this.itemCount = counts.length;
    this.row = Float32Array.from(counts);
  }

  async score(contexts: readonly ScoringContext[]): Promise<readonly Float32Array[]> {
    return contexts.map(() => this.row.slice());
  }

  because(): null {
    return null;
  }

  dispose(): void {
    // Nothing is held outside the heap.
  }
}
