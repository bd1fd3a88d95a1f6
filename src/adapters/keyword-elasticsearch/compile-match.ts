import type { FieldWeights } from '../../search/field-weights';
import type { KeywordHit } from '../../search/keyword-engine.port';
import type { MatchQuery, Phrase, QueryTerm } from '../../search/match-query.types';
import { RANKED_FIELDS } from '../../search/matching/searched-texts';
import { tokensOf } from '../../search/matching/tokens-of';
import { stemWord } from '../../search/analysis/stem-word';
import type { Sku } from '../../shared/ids';
import { allOf, anyOf, type Query } from './compile-filter';
import { wordsOf } from './index-layout';

/** A query in the language of Elasticsearch. */
export interface CompiledMatch {
  /** What products must match: all terms of some tier, or a code. */
  readonly matches: Query;
  /** What adds to the score of those that do, the rank of their tier included. */
  readonly scores: readonly Query[];
  readonly ranks: ScoreRanks;
}

/** What a score says about the tier of a hit. */
export interface ScoreRanks {
  /** Points between one tier and the next, more than words can ever score; null when there is nothing to tell apart. */
  readonly step: number | null;
  /** Tiers of words. */
  readonly tiers: number;
  /** Tiers of all kinds: those that match whatever the query says have the last. */
  readonly allTiers: number;
}

/** @param also products that match whatever the query says. */
export function compileMatch(
  query: MatchQuery,
  weights: FieldWeights,
  also: readonly Sku[] = [],
): CompiledMatch {
  const terms = query.terms.map(stemmedPhrases);
  const others: Query[] = also.length === 0 ? [] : [{ terms: { sku: [...also] } }];
  const tiers = [...query.tiers.map((tier) => tierQuery(tier, terms)), ...others];
  const codes: Query[] = query.codes.length === 0 ? [] : [{ terms: { codes: [...query.codes] } }];
  const phrases = distinctPhrases(terms);
  const scores = phrases.flatMap((phrase) => scoresOf(phrase, weights));
  const distinguishes = tiers.length > 1 || codes.length + others.length > 0;
  const step = distinguishes ? stepAbove(phrases, weights) : null;
  return {
    matches: anyOf([...tiers.filter((tier) => tier !== null), ...codes]),
    scores: step === null ? scores : [...scores, rankQuery(tiers, codes, step)],
    ranks: { step, tiers: query.tiers.length, allTiers: tiers.length },
  };
}

/** Tier and score of words of a hit, and how it came to be one, from the score that Elasticsearch gave it. */
export function readScore(
  total: number,
  { step, tiers, allTiers }: ScoreRanks,
): Required<Pick<KeywordHit, 'tier' | 'score' | 'by'>> {
  if (step === null) return { tier: 0, score: total, by: 'WORDS' };
  const rank = Math.floor(total / step);
  const score = total - rank * step;
  if (rank > allTiers) return { tier: 0, score, by: 'CODE' };
  const tier = allTiers - rank;
  return { tier, score, by: tier < tiers ? 'WORDS' : 'ALSO' };
}

/** Blank-joined stems. */
type Stems = string;

function stemmedPhrases(term: QueryTerm): readonly Stems[] {
  const phrases = term.alternatives.map(stemsOf).filter((stems) => stems !== '');
  return [...new Set(phrases)];
}

function stemsOf(phrase: Phrase): Stems {
  return phrase.flatMap(tokensOf).map(stemWord).join(' ');
}

function distinctPhrases(terms: readonly (readonly Stems[])[]): readonly Stems[] {
  return [...new Set(terms.flat())];
}

/** Null when no product can satisfy the tier. */
function tierQuery(tier: readonly number[], terms: readonly (readonly Stems[])[]): Query | null {
  const required = tier.map((place) => terms[place] ?? []);
  if (required.length === 0 || required.some((phrases) => phrases.length === 0)) return null;
  return allOf(required.map((phrases) => anyOf(phrases.map(holds))));
}

function holds(stems: Stems): Query {
  return stems.includes(' ') ? { match_phrase: { all: stems } } : { term: { all: stems } };
}

/**
 * BM25F over the ranked fields: one word counts once however many fields hold it, each occurrence as often as its field weighs.
 *
 * @see Robertson, Zaragoza 2009, "The Probabilistic Relevance Framework: BM25 and Beyond", section 3.6.
 */
function scoresOf(stems: Stems, weights: FieldWeights): readonly Query[] {
  const fields = RANKED_FIELDS.filter((field) => weights[field] > 0);
  const scores: Query[] = [];
  if (fields.length > 0) {
    const scaled = fields.map(
      (field) => `${wordsOf(field)}^${String(weights[field] / unitOf(weights))}`,
    );
    scores.push(
      stems.includes(' ')
        ? { multi_match: { query: stems, type: 'phrase', fields: scaled } }
        : { combined_fields: { query: stems, fields: scaled } },
    );
  }
  if (weights.attributes > 0)
    scores.push({ match_phrase: { attribute_words: { query: stems, boost: weights.attributes } } });
  return scores;
}

/** Elasticsearch takes no field weight below 1 here: the smallest becomes 1 when it is less. */
function unitOf(weights: FieldWeights): number {
  const given = RANKED_FIELDS.map((field) => weights[field]).filter((weight) => weight > 0);
  return Math.min(1, ...given);
}

/** The best rank that a product reaches; tiers come from the first to the last, codes before all. */
function rankQuery(tiers: readonly (Query | null)[], codes: readonly Query[], step: number): Query {
  const ranked = tiers.flatMap((tier, place) =>
    tier === null ? [] : [worth(tier, (tiers.length - place) * step)],
  );
  const ofCodes = codes.map((code) => worth(code, (tiers.length + 1) * step));
  return { dis_max: { queries: [...ranked, ...ofCodes] } };
}

function worth(filter: Query, boost: number): Query {
  return { constant_score: { filter, boost } };
}

/** BM25 gives a word less than its inverse document frequency, which two thousand million documents bound by ln(2^31). */
const MOST_PER_WORD = 22;

/** A power of two, so that adding it to a score loses as few digits as can be. */
function stepAbove(phrases: readonly Stems[], weights: FieldWeights): number {
  const words = phrases.flatMap((stems) => stems.split(' ')).length;
  const heaviest = Math.max(1, ...RANKED_FIELDS.map((field) => weights[field] / unitOf(weights)));
  return (
    2 ** Math.ceil(Math.log2(MOST_PER_WORD * Math.max(1, words) * (heaviest + weights.attributes)))
  );
}
