import type { Network } from './network';
import type { Normalisation } from './normalisation';

/** All that is needed to score candidates. Never changes once trained. */
export interface Ranker {
  /** Names of the features, in the order of the columns of every matrix. */
  readonly features: readonly string[];
  readonly normalisation: Normalisation;
  readonly network: Network;
}
