import { estimateDifference } from '../../evaluation/bootstrap';
import { meanOf } from '../../evaluation/statistics';
import type { HeldOutComparison, HeldOutResult } from '../../models/held-out-comparison.port';
import type { ModelRegistry } from '../../models/model-registry.port';
import type { ModelVersion } from '../../models/model.types';
import { loadRecommender } from '../../recommendation/models/load-recommender';
import type { RecommenderLoader } from '../../recommendation/models/recommender-loader.port';
import { RECOMMENDER_SET } from '../../recommendation/models/recommender-set';
import { asEpochMs, type EpochMs } from '../../shared/clock';
import { SeededRandom } from '../../shared/seeded-random';
import type { GatheredHistory } from './gather-history';
import { holdOutLatest } from './hold-out-latest';
import { contest, contestCases, type ContestCase } from './next-item-contest';

export interface NextItemComparisonParts {
  readonly registry: Pick<ModelRegistry, 'artefact'>;
  readonly loader: RecommenderLoader;
  readonly gather: (signal: AbortSignal) => Promise<GatheredHistory>;
  readonly stopwatch: () => number;
}

const RESAMPLES = 2000;
const SEED = 1;

/** Lets two versions of the recommenders say what shoppers did next, after everything that either has learnt from. */
export class NextItemComparison implements HeldOutComparison {
  constructor(private readonly parts: NextItemComparisonParts) {}

  async compare(left: ModelVersion, right: ModelVersion): Promise<HeldOutResult | null> {
    if (left.featureSet !== RECOMMENDER_SET || right.featureSet !== RECOMMENDER_SET) return null;
    const { signal } = new AbortController();
    const history = await this.parts.gather(signal);
    const latest = holdOutLatest(history, lastLearnt(left, right), new SeededRandom(SEED));
    const cases = contestCases(history, latest.cases);
    if (cases.length === 0) return null;
    const ours = await this.qualities(left, cases, signal);
    const theirs = await this.qualities(right, cases, signal);
    const { mean, low, high } = estimateDifference(ours, theirs, RESAMPLES, new SeededRandom(SEED));
    return {
      lists: cases.length,
      left: meanOf(ours),
      right: meanOf(theirs),
      difference: { mean, low, high },
    };
  }

  private async qualities(
    model: ModelVersion,
    cases: readonly ContestCase[],
    signal: AbortSignal,
  ): Promise<readonly number[]> {
    const recommender = await loadRecommender(model, this.parts);
    try {
      const { stopwatch } = this.parts;
      return (await contest(recommender, cases, { signal, stopwatch })).qualities;
    } finally {
      await recommender.dispose();
    }
  }
}

function lastLearnt(left: ModelVersion, right: ModelVersion): EpochMs | null {
  const moments = [left.data.to, right.data.to].filter((moment) => moment !== null);
  return moments.length === 0 ? null : asEpochMs(Math.max(...moments));
}
