import { stemWord } from '../../search/analysis/stem-word';
import type { MatchQuery, Phrase, QueryTerm } from '../../search/match-query.types';

/** Whatever the analyzer does not put into a word separates words; so no character has a meaning in a full-text query. */
const NOT_IN_A_WORD = /[^\p{L}\p{N}\p{M}.]+/gu;
const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;

/** The tokens of a word: one, unless it holds what no word holds. */
export function tokensOf(word: string): readonly string[] {
  const pieces = word.toLowerCase().replace(NOT_IN_A_WORD, ' ').split(' ');
  return pieces.filter((piece) => LETTER_OR_DIGIT.test(piece));
}

/** One full-text query for each tier that can match, with the index of the tier. */
export interface TierMatch {
  readonly tier: number;
  readonly match: string;
}

/**
 * Writes the tiers as FTS5 queries. A tier's products hold all its terms; terms beyond the tier are optional and only add to
 * the score: `(required) AND (required or optional)`, so that BM25 sees every term. A required term then counts twice, which
 * weighs the words that were kept over those that were dropped.
 *
 * A tier without terms, or with a term that has no letters or digits, matches nothing and is left out.
 */
export function compileTiers(query: MatchQuery): readonly TierMatch[] {
  const terms = query.terms.map(termMatch);
  return query.tiers.flatMap((tier, index) => {
    const wanted = new Set(tier);
    const required = [...wanted].map((place) => terms[place] ?? null);
    if (required.length === 0 || required.includes(null)) return [];
    const optional = terms.filter((term, place) => term !== null && !wanted.has(place));
    const all = required.join(' AND ');
    const match =
      optional.length === 0 ? all : `(${all}) AND (${[...required, ...optional].join(' OR ')})`;
    return [{ tier: index, match }];
  });
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
