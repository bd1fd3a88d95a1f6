import { stemWord } from '../../search/analysis/stem-word';
import type { QueryTerm } from '../../search/match-query.types';
import { tokensOf } from '../../search/matching/tokens-of';
import type { UnderstoodQuery } from '../../search/understanding/understood-query.types';
import { stemId } from './stem-id';

/** One idea of the query: ways to say it, each as indexes into `stems`, to stand next to each other; the first is what was typed. */
export type StemmedTerm = readonly (readonly number[])[];

/** A query as features compare it with the words of products. */
export interface QueryStems {
  /** Index by number of the stem. */
  readonly stems: ReadonlyMap<number, number>;
  /** Bit `stem & 31` is set for every stem: most words of a text are ruled out by one look. */
  readonly mask: number;
  readonly terms: readonly StemmedTerm[];
  /** By term, how much it tells: see `rarityOf`. */
  readonly weights: Float64Array;
  /** Sum over the terms, above 0 when there are any. */
  readonly totalWeight: number;
  /** All that was typed, in order, as indexes into `stems`. */
  readonly phrase: readonly number[];
  readonly codes: ReadonlySet<string>;
}

/** @param products in the catalogue. */
export function queryStems(query: UnderstoodQuery, products: number): QueryStems {
  const stems = new Map<number, number>();
  const indexOf = (id: number): number => {
    const known = stems.get(id);
    if (known !== undefined) return known;
    stems.set(id, stems.size);
    return stems.size - 1;
  };
  const terms = query.terms.map((term) => phrasesOf(term).map((phrase) => phrase.map(indexOf)));
  const weights = Float64Array.from(query.terms, ({ word }) =>
    rarityOf(query.wordFrequencies.get(word) ?? 0, products),
  );
  return {
    stems,
    mask: [...stems.keys()].reduce((mask, id) => mask | (1 << (id & 31)), 0),
    terms,
    weights,
    totalWeight: weights.reduce((sum, weight) => sum + weight, 0),
    phrase: terms.flatMap(([typed = []]) => typed),
    codes: new Set(query.codes),
  };
}

/**
 * How much a word tells: ln(1 + N / (1 + n)) for a word in n of N products. Above 0, whatever the numbers.
 *
 * @see Robertson 2004, "Understanding inverse document frequency".
 */
export function rarityOf(productsWithWord: number, products: number): number {
  return Math.log(1 + Math.max(products, 1) / (1 + productsWithWord));
}

/** As the index is asked for them; never empty, though a phrase may hold nothing that can be found. */
function phrasesOf({ alternatives }: QueryTerm): readonly (readonly number[])[] {
  return alternatives.map((phrase) =>
    phrase
      .flatMap((word) => tokensOf(word))
      .map(stemWord)
      .map(stemId),
  );
}
