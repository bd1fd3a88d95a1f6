import type { MeanEstimate } from '../../src/evaluation/bootstrap';
import type { TrafficSummary } from '../../src/simulation/traffic-tally';

/** What the judge said of the model that a round of training made. */
export interface RoundVerdict {
  readonly model: string | null;
  /** `CHAMPION` when it serves now. */
  readonly state: string;
  readonly reasons: readonly string[];
}

/** The shop after so many rounds of training: what shoppers do, and how good its answers are. */
export interface LoopStage {
  /** 0: untrained. */
  readonly round: number;
  /** The model that serves; null for keyword order. */
  readonly champion: string | null;
  /** Of the training queries, while this champion served. */
  readonly traffic: TrafficSummary;
  /** nDCG@10 of each unseen query. */
  readonly unseen: readonly number[];
  /** What came of the training that led here; null at round 0. */
  readonly verdict: RoundVerdict | null;
}

/** One shop, whose shoppers never ask the queries of one fold. */
export interface LoopRun {
  readonly fold: number;
  readonly stages: readonly LoopStage[];
}

/** All folds of one way to learn, put together: every query was unseen in one of them. */
export interface LoopOutcome {
  readonly name: string;
  readonly stages: readonly StageOutcome[];
}

export interface StageOutcome {
  readonly round: number;
  readonly clickThrough: MeanEstimate;
  readonly clickPosition: number;
  readonly unseenNdcg: MeanEstimate;
  /** Against round 0, by query; null at round 0. */
  readonly unseenGain: MeanEstimate | null;
  /** In how many shops a model serves, of how many. */
  readonly serving: number;
  readonly shops: number;
}
