import {
  DEFAULT_RESAMPLES,
  estimateDifference,
  estimateMean,
  type MeanEstimate,
} from '../../src/evaluation/bootstrap';
import { meanOf } from '../../src/evaluation/statistics';
import { SeededRandom } from '../../src/shared/seeded-random';
import { estimateShare } from '../../src/simulation/traffic-tally';
import type { LoopOutcome, LoopRun, LoopStage, StageOutcome } from './loop.types';

/** Intervals are the same each time. */
const SEED = 1;

/** Puts the folds together, round by round. Every run has the same rounds. */
export function loopOutcome(name: string, runs: readonly LoopRun[]): LoopOutcome {
  const rounds = runs[0]?.stages.length ?? 0;
  const atRound = (round: number) =>
    runs.flatMap(({ stages }) => (stages[round] ? [stages[round]] : []));
  const unseenBefore = unseenOf(atRound(0));
  return {
    name,
    stages: Array.from({ length: rounds }, (_, round) =>
      stageOutcome(round, atRound(round), unseenBefore),
    ),
  };
}

function stageOutcome(
  round: number,
  stages: readonly LoopStage[],
  unseenBefore: readonly number[],
): StageOutcome {
  const unseen = unseenOf(stages);
  const random = () => new SeededRandom(SEED);
  return {
    round,
    clickThrough: clickThroughOf(stages),
    clickPosition: meanOf(stages.map(({ traffic }) => traffic.clickPosition)),
    unseenNdcg: estimateMean(unseen, DEFAULT_RESAMPLES, random()),
    unseenGain:
      round === 0 ? null : estimateDifference(unseen, unseenBefore, DEFAULT_RESAMPLES, random()),
    serving: stages.filter(({ champion }) => champion !== null).length,
    shops: stages.length,
  };
}

const unseenOf = (stages: readonly LoopStage[]): readonly number[] =>
  stages.flatMap(({ unseen }) => unseen);

function clickThroughOf(stages: readonly LoopStage[]): MeanEstimate {
  const searches = stages.reduce((sum, { traffic }) => sum + traffic.searches, 0);
  const clicked = stages.reduce(
    (sum, { traffic }) => sum + Math.round(traffic.clickThrough.share * traffic.searches),
    0,
  );
  const { share, low, high } = estimateShare(clicked, searches);
  return { mean: share, low, high };
}
