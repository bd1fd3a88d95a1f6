import type { Product } from '../catalog/product.types';
import type { EpochMs } from '../shared/clock';
import type { Deadline } from '../shared/deadline';
import type { ModelId, SessionId, ShopperId } from '../shared/ids';
import type { HitExplanation } from './hit-explanation.types';
import type { Filter } from './filter.types';
import type { KeywordHit, UnavailablePolicy } from './keyword-engine.port';
import type { RankedFeatures } from './ranked-features.types';
import type { ScoredSku } from './semantic/fuse';
import type { UnderstoodQuery } from './understanding/understood-query.types';

export interface NeighbourQuestion {
  readonly query: UnderstoodQuery;
  readonly mode: 'HYBRID' | 'NEURAL';
  readonly filter: Filter | null;
  readonly unavailable: UnavailablePolicy;
  /** Who asks, so that the ranker can find out about them meanwhile. */
  readonly shopper: ShopperId | null;
  readonly session: SessionId | null;
}

/** The candidates of one page, to be put in order. */
export interface RankingQuestion {
  readonly query: UnderstoodQuery;
  readonly mode: 'HYBRID' | 'NEURAL';
  /** In the order of keyword search, bare. */
  readonly candidates: readonly KeywordHit[];
  /** What `neighbours` answered. */
  readonly neighbours: readonly ScoredSku[];
  /** Products that match in all. */
  readonly total: number;
  readonly shopper: ShopperId | null;
  readonly session: SessionId | null;
  readonly at: EpochMs;
}

/** A candidate in its new place. */
export interface RankedHit {
  readonly hit: KeywordHit;
  /** As it was indexed; null when the ranker did not need to know, so that it must be looked up. */
  readonly product: Product | null;
  /** Higher is better; comparable within one answer only. */
  readonly score: number;
  /** Made when asked for. */
  readonly explain: () => HitExplanation;
}

export interface RankedHits {
  /** Every candidate once, best first. */
  readonly hits: readonly RankedHit[];
  /** The model that scored all of them; null when none serves or it was too late: the order is then that of the mode below. */
  readonly model: ModelId | null;
  /** A model serves, but did not answer in time or failed: the order is that of keyword search. */
  readonly degraded: boolean;
  /** What the ranker knew of the hits at these places of the new order, for learning; null when nothing was worked out. */
  readonly featuresOf: (from: number, to: number) => RankedFeatures | null;
}

/** Puts what keyword search found in a better order. Never fails a search: what goes wrong is logged, and the keyword order stands. */
export interface HitRanker {
  /** How many candidates a page is chosen from, at least 1. */
  readonly window: number;

  /** Products whose vectors are near the query's, to be candidates too; nearest first, with cosines. Empty where they do not serve. */
  neighbours(question: NeighbourQuestion, deadline?: Deadline): Promise<readonly ScoredSku[]>;

  rank(question: RankingQuestion, deadline?: Deadline): Promise<RankedHits>;
}
