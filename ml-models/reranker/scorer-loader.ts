import type { FeatureMatrix } from '../../src/ranking/feature-matrix';
import type {
  ListScorer,
  ScoreContribution,
  ScorerActivity,
  ScorerLoader,
} from '../../src/ranking/list-scorer.port';
import type { Deadline, Stopwatch } from '../../src/shared/deadline';
import type { ModelId } from '../../src/shared/ids';
import type { After } from '../../src/shared/timer';
import type { Engine } from '../runtime/engine.types';
import { explainScore } from './explain-score';
import { rankerFromBytes } from './ranker-bytes';
import type { Ranker } from './ranker.types';
import { Scorer } from './scorer';

export interface RankerLoaderOptions {
  /** Asked when the first model is loaded: a process without one opens no engine. */
  readonly openEngine: () => Promise<Engine>;
  readonly stopwatch: Stopwatch;
  readonly timer: After;
}

/** Makes scorers of the bytes that training wrote. */
export class RankerLoader implements ScorerLoader {
  private opened: Engine | null = null;

  constructor(private readonly options: RankerLoaderOptions) {}

  get engine(): string | null {
    return this.opened?.report.name ?? null;
  }

  async load(
    model: ModelId,
    artefact: Uint8Array,
    features: readonly string[],
  ): Promise<ListScorer> {
    const { ranker } = rankerFromBytes(Buffer.from(artefact), features);
    this.opened ??= await this.options.openEngine();
    return new RankerScorer(model, ranker, new Scorer(this.opened, ranker, this.options));
  }
}

class RankerScorer implements ListScorer {
  constructor(
    readonly model: ModelId,
    private readonly ranker: Ranker,
    private readonly scorer: Scorer,
  ) {}

  get activity(): ScorerActivity {
    return this.scorer.counts;
  }

  score(matrix: FeatureMatrix, deadline?: Deadline): Promise<Float32Array> {
    return this.scorer.score(matrix, deadline);
  }

  /** Plain arithmetic: it answers also after `dispose`, for explanations that are asked for later. */
  explain(pair: FeatureMatrix): readonly ScoreContribution[] {
    return explainScore(this.ranker, pair);
  }

  dispose(): Promise<void> {
    return this.scorer.dispose();
  }
}
