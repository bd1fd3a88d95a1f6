import type {
  HitRanker,
  NeighbourQuestion,
  RankedHits,
  RankingQuestion,
} from '../../src/search/hit-ranker.port';
import type { ScoredSku } from '../../src/search/semantic/fuse';
import type { BenchSpace } from './bench-space';

/** Candidates of one page, as shops have them by default. */
export const WINDOW = 100;

/** Leaves the order as it was, and remembers what it was asked. */
export class RecordingRanker implements HitRanker {
  readonly window = WINDOW;
  readonly asked: RankingQuestion[] = [];

  /** @param space where neighbours come from; null for none. */
  constructor(private readonly space: BenchSpace | null) {}

  async neighbours({ query }: NeighbourQuestion): Promise<readonly ScoredSku[]> {
    return this.space?.nearest(query.searchedText, WINDOW) ?? [];
  }

  async rank(question: RankingQuestion): Promise<RankedHits> {
    this.asked.push(question);
    return {
      hits: question.candidates.map((hit) => ({
        hit,
        product: null,
        score: hit.score,
        explain: () => ({ stages: [], model: null, baseline: null, contributions: [] }),
      })),
      model: null,
      degraded: false,
      featuresOf: () => null,
    };
  }
}
