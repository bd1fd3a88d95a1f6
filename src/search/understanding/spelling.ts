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
 * The most likely meaning of a word that the catalogue does not have: fewest edits first, then the same first letter (people
 * seldom miss it), then most products, then alphabetical. Null when no candidate is within the budget.
 */
export function likeliestWord(
  typed: string,
  candidates: readonly WordFrequency[],
  budget: 1 | 2,
): WordFrequency | null {
  const ranked = candidates
    .filter((candidate) => candidate.word !== typed && candidate.products > 0)
    .map((candidate) => ({
      candidate,
      edits: editDistance(typed, candidate.word, budget),
      otherStart: candidate.word[0] === typed[0] ? 0 : 1,
    }))
    .filter(({ edits }) => edits <= budget)
    .sort(
      (one, other) =>
        one.edits - other.edits ||
        one.otherStart - other.otherStart ||
        other.candidate.products - one.candidate.products ||
        (one.candidate.word < other.candidate.word ? -1 : 1),
    );
  return ranked[0]?.candidate ?? null;
}

/** Whether a word that the catalogue has in `products` products is likelier a misspelling of the other. */
export function isDoubtful(products: number, other: WordFrequency): boolean {
  return products <= RARE_PRODUCTS && other.products >= products * FAR_MORE_FREQUENT;
}
