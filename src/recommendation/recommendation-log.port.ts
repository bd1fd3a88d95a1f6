import type { EpochMs } from '../shared/clock';
import type { ModelId, RecommendationId, SessionId, ShopperId, Sku } from '../shared/ids';
import type { Placement, Strategy } from './recommendation.types';

/** One page of one list as it was answered. */
export interface RecommendationImpression {
  readonly recommendationId: RecommendationId;
  readonly placement: Placement;
  readonly shopper: ShopperId | null;
  readonly session: SessionId | null;
  /** What the list was about; empty when it was about the shopper alone. */
  readonly seeds: readonly Sku[];
  /** Position of the first product, from 1. */
  readonly firstPosition: number;
  readonly items: readonly {
    readonly sku: Sku;
    readonly strategy: Strategy;
    readonly score: number;
  }[];
  readonly model: ModelId | null;
  readonly shownAt: EpochMs;
}

/** Remembers what was recommended, so that feedback can be joined to it, and so that nothing comes twice. */
export interface RecommendationLog {
  /** Takes note without making the answer wait: written within a fraction of a second, and on close. A failing database costs notes, never an answer. */
  note(impression: RecommendationImpression): void;

  /** The products that the list has shown up to this position; those just noted by this process included. */
  shown(id: RecommendationId, upTo: number): Promise<readonly Sku[]>;

  flush(): Promise<void>;
}
