import type { Feature } from './feature.types';
import type { LexicalEvidence } from './lexical-evidence';
import type { ProductEvidence } from './product-evidence';
import type { ShopperEvidence } from './shopper-profile';

/** What keyword search said of a candidate. */
export interface KeywordEvidence {
  /** 10 / (10 + candidates before it): 1 for the first. */
  readonly place: number;
  /** Score over that of the best candidate, 0 to 1; NaN when none has any. */
  readonly score: number;
  /** 0 for all words; each word given up is one more, up to 5. */
  readonly tier: number;
}

/** What vectors say of a candidate: cosines, NaN where nothing is known. */
export interface SemanticEvidence {
  readonly catalogueToQuery: number;
  readonly catalogueToNamed: number;
  readonly sentenceToQuery: number;
  readonly sentenceToNamed: number;
  readonly typeToNamed: number;
  readonly typeToBest: number;
  readonly typeToNeighbours: number;
  /** 10 / (10 + neighbours before it), 0 for no neighbour; NaN when nobody looked for any. */
  readonly neighbourPlace: number;
  /** To the mean of what the shopper did things with. */
  readonly toShopper: number;
}

/** What is the same for all candidates of a search. */
export interface QueryEvidence {
  readonly terms: number;
  /** How much its most common term tells, see `rarityOf`. */
  readonly commonestTerm: number;
  /** ln(1 + products that match). */
  readonly matches: number;
}

/** All that is known of one candidate. */
export interface Evidence {
  readonly keyword: KeywordEvidence;
  readonly lexical: LexicalEvidence;
  readonly semantic: SemanticEvidence;
  readonly product: ProductEvidence;
  readonly shopper: ShopperEvidence;
  readonly query: QueryEvidence;
}

/** A feature and how it is read off the evidence. */
export interface MeasuredFeature extends Feature {
  /** NaN when it is not known. */
  readonly of: (evidence: Evidence) => number;
}
