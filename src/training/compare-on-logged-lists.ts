import { estimateWeightedDifference } from '../evaluation/estimate-weighted-difference';
import type { HeldOutComparison, HeldOutResult } from '../models/held-out-comparison.port';
import type { ModelRegistry } from '../models/model-registry.port';
import type { ModelVersion } from '../models/model.types';
import { asEpochMs, type Clock, type EpochMs } from '../shared/clock';
import { TroveError } from '../shared/errors';
import { SeededRandom } from '../shared/seeded-random';
import type { HeldOutList } from './gate/held-out.types';
import { lessonFromFeedback } from './lesson-from-feedback';
import type { LoggedLists } from './logged-lists.port';
import { contestOn } from './order-quality';
import type { RankerWorkshop, ScoreRows, TeachingList } from './ranker-workshop.port';

export interface LoggedComparisonParts {
  readonly registry: Pick<ModelRegistry, 'artefact'>;
  readonly lists: LoggedLists;
  readonly workshop: Pick<RankerWorkshop, 'read'>;
  /** Names the features that the log is read for, and in which order. */
  readonly features: { readonly set: string; readonly names: readonly string[] };
  readonly historyMs: number;
  readonly attributionMs: number;
  readonly clock: Clock;
}

const RESAMPLES = 2000;
const SEED = 1;

/** Lets two models rank the pages that came after everything that either learnt from. */
export class LoggedComparison implements HeldOutComparison {
  constructor(private readonly parts: LoggedComparisonParts) {}

  async compare(left: ModelVersion, right: ModelVersion): Promise<HeldOutResult | null> {
    const { set } = this.parts.features;
    if (left.featureSet !== set || right.featureSet !== set) return null;
    const [scoreLeft, scoreRight] = [await this.scorer(left), await this.scorer(right)];
    const lists: HeldOutList[] = [];
    for await (const list of this.listsAfter(lastLearnt(left, right)))
      lists.push(contestOn(list, scoreLeft, scoreRight));
    return lists.length === 0 ? null : resultOf(lists);
  }

  private async scorer({ id }: ModelVersion): Promise<ScoreRows> {
    const { registry, workshop, features } = this.parts;
    return workshop.read(await registry.artefact(id), features.names);
  }

  private async *listsAfter(seen: EpochMs | null): AsyncIterable<TeachingList> {
    const { lists, features, clock, historyMs, attributionMs } = this.parts;
    const now = clock();
    const range = { from: asEpochMs(now - historyMs), to: now, attributionMs };
    try {
      const lesson = await lessonFromFeedback(lists, range, {
        featureSet: features.set,
        columns: features.names.length,
        championLearntTo: seen,
        positionBias: 'IPW',
        seed: SEED,
        signal: new AbortController().signal,
      });
      yield* lesson.heldOut();
    } catch (error) {
      if (!(error instanceof TroveError) || error.code !== 'NOTHING_TO_LEARN') throw error;
    }
  }
}

/** Null when neither learnt from feedback. */
function lastLearnt(left: ModelVersion, right: ModelVersion): EpochMs | null {
  const moments = [left.data.to, right.data.to].filter((moment) => moment !== null);
  return moments.length === 0 ? null : asEpochMs(Math.max(...moments));
}

function resultOf(lists: readonly HeldOutList[]): HeldOutResult {
  const outcomes = lists.map(({ challenger, champion, weight, visitor }) => ({
    candidate: challenger.quality,
    baseline: champion.quality,
    weight,
    group: visitor,
  }));
  const weight = lists.reduce((sum, list) => sum + list.weight, 0);
  const mean = (of: 'candidate' | 'baseline'): number =>
    outcomes.reduce((sum, outcome) => sum + outcome.weight * outcome[of], 0) / weight;
  return {
    lists: lists.length,
    left: mean('candidate'),
    right: mean('baseline'),
    difference: estimateWeightedDifference(outcomes, RESAMPLES, new SeededRandom(SEED)),
  };
}
