import type { EpochMs } from '../shared/clock';
import type { ModelId, TrainingRunId } from '../shared/ids';

/** What a model does: put the products of a search in order, or recommend products. */
export type ModelKind = 'RERANKER' | 'RECOMMENDER';

export const MODEL_KINDS: readonly ModelKind[] = ['RERANKER', 'RECOMMENDER'];

/**
 * `CANDIDATE` until it is judged; `REFUSED` by its judgement; `SHADOW` while it scores live traffic unseen; `CHAMPION` while it serves, one per
 * kind; `RETIRED` once it did.
 */
export type ModelState = 'CANDIDATE' | 'REFUSED' | 'SHADOW' | 'CHAMPION' | 'RETIRED';

/** What a model learnt from. */
export interface TrainingData {
  readonly source: 'FEEDBACK' | 'JUDGMENTS';
  /** Lists that taught something; for recommenders, shoppers. */
  readonly lists: number;
  /** First and last moment of the feedback; null for judgments. */
  readonly from: EpochMs | null;
  readonly to: EpochMs | null;
}

/** How a challenger compares with the champion, or with keyword order (recommenders: with popularity) where none serves, on lists that neither learnt from. */
export interface Verdict {
  readonly promote: boolean;
  /** In words, one per rule that decided; never empty. */
  readonly reasons: readonly string[];
  /** What it was compared with; null for keyword order, or for popularity. */
  readonly champion: ModelId | null;
  readonly lists: number;
  /** Mean over the lists, 0 to 1. */
  readonly challengerNdcg: number;
  readonly championNdcg: number;
  /** 95 % interval of the mean difference, by paired bootstrap. */
  readonly difference: { readonly mean: number; readonly low: number; readonly high: number };
  readonly guardrails: readonly GuardrailResult[];
}

/** One thing that must not get worse. */
export interface GuardrailResult {
  /** Such as `SCORE_DRIFT`, `COVERAGE`, `CALIBRATION`, `LATENCY`, `FINITE_SCORES`, `JUDGMENTS`. */
  readonly name: string;
  readonly passed: boolean;
  readonly value: number;
  readonly limit: number;
  /** In words, with both numbers. */
  readonly words: string;
}

/** What a challenger did with live traffic while nobody saw it. */
export interface ShadowReport {
  /** Searches that it scored. */
  readonly searches: number;
  /** Share of the first ten that both orders have, 0 to 1, mean. */
  readonly overlapAtTen: number;
  /** Milliseconds per forward pass, mean. */
  readonly passMs: number;
  /** Searches that it should have scored and could not; what was dropped because the gateway was busy is none. */
  readonly failures: number;
  /** When the first gateway began. */
  readonly since: EpochMs;
}

/** One trained model: immutable but for its state, its verdict and what its shadow did. */
export interface ModelVersion {
  readonly id: ModelId;
  readonly kind: ModelKind;
  readonly state: ModelState;
  /** SHA-256 of the artefact, in hexadecimal. */
  readonly checksum: string;
  readonly bytes: number;
  /** Names of the columns that it reads, in their order. */
  readonly features: readonly string[];
  readonly featureSet: string;
  readonly data: TrainingData;
  /** The model that training began from; null when it began anew. */
  readonly parent: ModelId | null;
  /** What computed, such as `wasm`. */
  readonly engine: string;
  readonly seed: number;
  /** What training reported, by name: `validationNdcg`, `epochs`, `seconds`, … */
  readonly metrics: Readonly<Record<string, number>>;
  readonly run: TrainingRunId | null;
  readonly createdAt: EpochMs;
  /** Null until it is judged. */
  readonly verdict: Verdict | null;
  /** Null unless it was in the shadow. */
  readonly shadow: ShadowReport | null;
}

/** Who serves since when, and why. */
export interface Promotion {
  readonly kind: ModelKind;
  /** Null: keyword order serves again, or popularity. */
  readonly model: ModelId | null;
  readonly before: ModelId | null;
  readonly action: 'PROMOTED' | 'ROLLED_BACK';
  /** In words; names the operator or the rule. */
  readonly reason: string;
  readonly at: EpochMs;
}

export type TrainingState = 'QUEUED' | 'RUNNING' | 'SUCCEEDED' | 'REFUSED' | 'FAILED';

/** `FINE_TUNE` begins from the champion; `FULL` anew. */
export type TrainingMode = 'FINE_TUNE' | 'FULL';

/** One attempt to train: `REFUSED` when the data cannot teach, `FAILED` when something broke. */
export interface TrainingRun {
  readonly id: TrainingRunId;
  readonly kind: ModelKind;
  readonly mode: TrainingMode;
  readonly state: TrainingState;
  /** 0 to 1. */
  readonly progress: number;
  /** Who or what asked for it. */
  readonly reason: string;
  /** Code and message of what went wrong, or why it was refused; null otherwise. */
  readonly problem: { readonly code: string; readonly message: string } | null;
  /** What came of it; null until then. */
  readonly model: ModelId | null;
  readonly queuedAt: EpochMs;
  readonly startedAt: EpochMs | null;
  readonly finishedAt: EpochMs | null;
}
