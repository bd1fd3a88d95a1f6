import type { Phrase, QueryTerm } from '../match-query.types';

/** Another way to say a run of neighbouring words. */
export interface Expansion {
  /** Index of the first word that it stands for. */
  readonly from: number;
  /** One after the last. */
  readonly to: number;
  readonly phrase: Phrase;
}

/**
 * One term per word. A phrase that stands for several words satisfies each of their terms: who types "head set" finds a
 * "headset", and a product that has "head" and "set" apart as well.
 */
export function expandTerms(
  words: readonly string[],
  expansions: readonly Expansion[],
): readonly QueryTerm[] {
  return words.map((word, index) => {
    const phrases = expansions
      .filter(({ from, to }) => from <= index && index < to)
      .map(({ phrase }) => phrase);
    return { word, alternatives: distinct([[word], ...phrases]) };
  });
}

function distinct(phrases: readonly Phrase[]): readonly Phrase[] {
  return [...new Map(phrases.map((phrase) => [phrase.join(' '), phrase])).values()];
}
