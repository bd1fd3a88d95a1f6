import type { RankingQuestion } from '../../search/hit-ranker.port';
import type { ProductFacts } from './product-facts';
import type { Priors } from './prior-board';
import type { CandidateVectors } from './semantic-evidence';
import type { ShopperProfile } from './shopper-profile';

/** What one space knows of the candidates. */
export interface KnownSpace {
  /** Null when the space does not serve, or did not answer. */
  readonly query: Float32Array | null;
  /** By candidate. */
  readonly candidates: CandidateVectors;
  /** Mean of what the shopper lately did things with; null when nothing is known. */
  readonly shopper: Float32Array | null;
}

/** Everything that was asked for on behalf of one search; what follows from it is arithmetic. */
export interface SearchKnowledge {
  readonly question: RankingQuestion;
  /** By candidate; null for those that are gone. */
  readonly facts: readonly (ProductFacts | null)[];
  readonly catalogue: KnownSpace;
  readonly sentence: KnownSpace;
  /** By candidate. */
  readonly types: CandidateVectors;
  readonly profile: ShopperProfile | null;
  readonly priors: Priors;
}
