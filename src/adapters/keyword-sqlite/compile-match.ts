import { stemWord } from '../../search/analysis/stem-word';
import type { MatchQuery, Phrase, QueryTerm } from '../../search/match-query.types';
import { tokensOf } from '../../search/matching/tokens-of';

/** A tier as an FTS5 query. */
export interface TierMatch {
  /** Index of the tier. */
  readonly tier: number;
  /** What its products hold: all terms of the tier. */
  readonly match: string;
  /** No term of the query is left out of the tier, so that `match` finds every term that counts towards the score. */
  readonly complete: boolean;
}

/** A query in the language of FTS5. */
export interface CompiledQuery {
  /** A tier without terms, or with a term that has no letters or digits, matches nothing and is left out. */
  readonly tiers: readonly TierMatch[];
  /** What counts towards the score: any of the terms. */
  readonly anyTerm: string;
  /** Terms that can match. */
  readonly terms: number;
}

export function compileMatch(query: MatchQuery): CompiledQuery {
  const terms = query.terms.map(termMatch);
  const able = [...new Set(terms)].filter((term) => term !== null);
  const tiers = query.tiers.flatMap((tier, index) => {
    const required = new Set(tier.map((place) => terms[place] ?? null));
    if (required.size === 0 || required.has(null)) return [];
    const match = [...required].join(' AND ');
    return [{ tier: index, match, complete: required.size === able.length }];
  });
  return { tiers, anyTerm: able.join(' OR '), terms: able.length };
}

/** Null when no product can hold the term. */
function termMatch(term: QueryTerm): string | null {
  const phrases = new Set(term.alternatives.map(phraseMatch).filter((phrase) => phrase !== ''));
  return phrases.size === 0 ? null : `(${[...phrases].join(' OR ')})`;
}

function phraseMatch(phrase: Phrase): string {
  const stems = phrase.flatMap(tokensOf).map(stemWord);
  return stems.length === 0 ? '' : `"${stems.join(' ')}"`;
}
