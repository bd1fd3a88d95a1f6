import type { WordFrequency } from '../keyword-engine.port';
import type { TypoTolerance } from '../settings/search-settings.types';
import { editDistance } from './edit-distance';

/** Numbers and codes mean exactly what they say; Chinese misspellings are other words, not fewer or more letters. */
const NEVER_CORRECTED = /[\p{Nd}\p{Script=Han}]/u;

/** A known word is doubted only when a neighbour stands in this many times more products … */
const FAR_MORE_FREQUENT = 30;
/** … and it is itself in no more than this many. */
export const RARE_PRODUCTS = 5;

/** How many edits a misspelling of the word may have: none, one or two. */
export function editBudget(word: string, typos: TypoTolerance): 0 | 1 | 2 {
  if (NEVER_CORRECTED.test(word)) return 0;
  const length = Array.from(word).length;
  if (length >= typos.twoEditsFrom) return 2;
  return length >= typos.oneEditFrom ? 1 : 0;
}

/**
 * What a word that the catalogue does not have may have been meant to be, likeliest first: only candidates with the fewest
 * edits, those with the same first letter first (people seldom miss it), then those in most products, then alphabetical. Empty when
 * no candidate is within the budget.
 */
export function likeliestWords(
  typed: string,
  candidates: readonly WordFrequency[],
  budget: 1 | 2,
): readonly WordFrequency[] {
  const within = candidates
    .filter((candidate) => candidate.word !== typed && candidate.products > 0)
    .map((candidate) => ({ candidate, edits: editDistance(typed, candidate.word, budget) }))
    .filter(({ edits }) => edits <= budget);
  const fewest = Math.min(...within.map(({ edits }) => edits));
  const otherStart = ({ word }: WordFrequency): number => (word[0] === typed[0] ? 0 : 1);
  return within
    .filter(({ edits }) => edits === fewest)
    .map(({ candidate }) => candidate)
    .sort(
      (one, other) =>
        otherStart(one) - otherStart(other) ||
        other.products - one.products ||
        (one.word < other.word ? -1 : 1),
    );
}

/** Whether a word that the catalogue has in `products` products is likelier a misspelling of the other. */
export function isDoubtful(products: number, other: WordFrequency): boolean {
  return products <= RARE_PRODUCTS && other.products >= products * FAR_MORE_FREQUENT;
}
