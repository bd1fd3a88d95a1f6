import type { ErrorCode } from '../shared/errors';
import type { EpochMs } from '../shared/clock';
import type { ModelId } from '../shared/ids';
import type { ScorerActivity } from './list-scorer.port';

/** A version of the ranker that this process has in memory. */
export interface LoadedModel {
  readonly model: ModelId;
  readonly since: EpochMs;
  readonly activity: ScorerActivity;
}

/** A version that this process was told to load and does not: it keeps what it had. */
export interface RefusedModel {
  readonly model: ModelId;
  readonly code: ErrorCode;
  readonly message: string;
}

/** What ranking does in this process, for people, health and metrics. Numbers count from its start. */
export interface RankingStatus {
  /** What computes, such as `wasm`; null until a model is loaded. */
  readonly engine: string | null;
  /** Names the features that are worked out here; only models of this set can serve. */
  readonly featureSet: string;
  readonly champion: LoadedModel | null;
  /** The registry has a champion, and this process another one or none. */
  readonly isBehind: boolean;
  readonly shadows: readonly LoadedModel[];
  readonly refused: readonly RefusedModel[];
  readonly loadsRefused: number;
  /** Pages that were ranked, whoever decided the order. */
  readonly pages: number;
  /** Times that neighbours, features or scores came too late; what they were for was answered without them. */
  readonly tooLate: number;
  /** Times that they failed. */
  readonly failures: number;
  /** Lists that no shadow scored because it was busy. */
  readonly shadowsDropped: number;
}
