/**
 * Words that must stand next to each other, as normalised surface words (lower case, no diacritics, not stemmed);
 * each engine stems in its own way. One word is the common case.
 */
export type Phrase = readonly string[];

/** One idea of the query: any of the phrases satisfies it (the word itself, its synonyms, its compounds). */
export interface QueryTerm {
  /** What the shopper typed for this idea, after correction. */
  readonly word: string;
  /** Never empty; the first is the word itself. */
  readonly alternatives: readonly Phrase[];
}

/** A query that has been understood: what an engine is asked to match. */
export interface MatchQuery {
  /** Every idea, in the order typed; all of them count towards the score, wherever they match. At least one. */
  readonly terms: readonly QueryTerm[];
  /**
   * What a product must match to be found: it must satisfy every term of at least one tier. A tier is a list of indexes into
   * `terms`. Products of an earlier tier rank before those of a later one. The first tier is usually all terms; more
   * follow after relaxation.
   */
  readonly tiers: readonly (readonly number[])[];
  /** Folded codes (see `foldCode`) of the whole query or its words: products with such an identifier come first, and match. */
  readonly codes: readonly string[];
}
