import { stemWord } from '../analysis/stem-word';
import type { WordFrequency } from '../keyword-engine.port';
import type { TypoTolerance } from '../settings/search-settings.types';
import type { CatalogueWords } from './catalogue-words';
import { joinsOf } from './compounds';
import { editDistance } from './edit-distance';
import type { QueryWord, Replacement } from './query-word.types';
import type { SynonymIndex } from './synonym-index';
import { editBudget, isDoubtful, likeliestWords, RARE_PRODUCTS } from './spelling';

/** So many candidates are tried beside the other words of the query. */
const CANDIDATES_IN_CONTEXT = 8;

export interface CorrectedWords {
  readonly words: readonly QueryWord[];
  /** Words that the catalogue does not have and what they were replaced by. */
  readonly corrections: readonly Replacement[];
  /** Words that the catalogue has, though hardly, and what is likelier meant. Not applied. */
  readonly doubts: readonly Replacement[];
}

/** What decides whether a word is right, and what it is if not. */
export interface SpellingTools {
  /** Has learnt the words and their joins. */
  readonly catalogue: CatalogueWords;
  readonly typos: TypoTolerance;
  /** A word with synonyms is never a mistake, whether the catalogue has it or not. */
  readonly synonyms: Pick<SynonymIndex, 'knows'>;
}

/** Puts words of the catalogue in the place of words that it does not have, by joining, splitting or respelling them. */
export async function correctWords(
  typed: readonly QueryWord[],
  tools: SpellingTools,
): Promise<CorrectedWords> {
  const { words: joined, corrections: joins } = joinBrokenWords(typed, tools);
  const words: QueryWord[] = [];
  const corrections = [...joins];
  const doubts: Replacement[] = [];
  for (const word of joined) {
    const others = joined.filter((other) => other !== word).map((other) => other.surface);
    const reading = await read({ surface: word.surface, others }, tools);
    words.push(...partsOf(word, reading.surfaces));
    if (reading.kind === 'corrected') corrections.push(replacing(word, reading.surfaces));
    if (reading.kind === 'doubted') doubts.push(replacing(word, [reading.likelier]));
  }
  return { words, corrections, doubts };
}

/** "hea dset": a pair is taken as one word when the catalogue lacks one of the two but has the whole. */
function joinBrokenWords(
  typed: readonly QueryWord[],
  { catalogue, synonyms }: SpellingTools,
): { readonly words: readonly QueryWord[]; readonly corrections: readonly Replacement[] } {
  const words = [...typed];
  const corrections: Replacement[] = [];
  const isUnknown = ({ surface }: QueryWord): boolean =>
    catalogue.products(surface) === 0 && !synonyms.knows(surface);
  for (const { at, joined } of joinsOf(typed).toReversed()) {
    const [first, second] = [words[at], words[at + 1]];
    if (!first || !second || joined !== first.surface + second.surface) continue;
    if (!isUnknown(first) && !isUnknown(second)) continue;
    if (catalogue.products(joined) === 0) continue;
    const whole = { ...first, surface: joined, end: second.end };
    words.splice(at, 2, whole);
    corrections.unshift(replacing(whole, [joined]));
  }
  return { words, corrections };
}

type Reading =
  | { readonly kind: 'known' | 'unknown' | 'corrected'; readonly surfaces: readonly string[] }
  | {
      readonly kind: 'doubted';
      readonly surfaces: readonly string[];
      readonly likelier: string;
    };

interface WordInQuery {
  readonly surface: string;
  /** The other words of the query. */
  readonly others: readonly string[];
}

async function read(
  { surface, others }: WordInQuery,
  { catalogue, typos, synonyms }: SpellingTools,
): Promise<Reading> {
  const budget = editBudget(surface, typos);
  const products = catalogue.products(surface);
  if (budget === 0 || products > RARE_PRODUCTS || synonyms.knows(surface))
    return { kind: 'known', surfaces: [surface] };
  if (products > 0) return doubt(surface, catalogue);
  if (await catalogue.finds(surface)) return { kind: 'known', surfaces: [surface] };
  return respell({ surface, others }, catalogue, budget);
}

async function doubt(surface: string, catalogue: CatalogueWords): Promise<Reading> {
  // Another form of the same word is no other word; a word with another first letter usually is ("xbox" and "box").
  const neighbours = (await catalogue.similar(surface, 1)).filter(
    ({ word }) => stemWord(word) !== stemWord(surface) && word[0] === surface[0],
  );
  const [likelier] = likeliestWords(surface, neighbours, 1);
  if (!likelier || !isDoubtful(catalogue.products(surface), likelier))
    return { kind: 'known', surfaces: [surface] };
  return { kind: 'doubted', surfaces: [surface], likelier: likelier.word };
}

/** A forgotten blank is one edit: it wins over a respelling with more edits, or with as many but in fewer products. */
async function respell(
  { surface, others }: WordInQuery,
  catalogue: CatalogueWords,
  budget: 1 | 2,
): Promise<Reading> {
  const split = await catalogue.bestSplit(surface, 0);
  const candidates = likeliestWords(surface, await catalogue.similar(surface, budget), budget);
  const word = await fittingWord(candidates, others, catalogue);
  if (!split && !word) return { kind: 'unknown', surfaces: [surface] };
  const oneEdit = word !== null && editDistance(surface, word.word, 1) === 1;
  if (split && !(oneEdit && word.products > split.products))
    return { kind: 'corrected', surfaces: split.phrase };
  return { kind: 'corrected', surfaces: [word?.word ?? surface] };
}

/**
 * The candidate that most products hold together with the other words: "dvd payer" is a player, though paper is more frequent.
 * Of equals, the likelier by itself.
 */
async function fittingWord(
  candidates: readonly WordFrequency[],
  others: readonly string[],
  catalogue: CatalogueWords,
): Promise<WordFrequency | null> {
  const known = others.filter((other) => catalogue.products(other) > 0);
  let fitting = candidates[0] ?? null;
  if (known.length === 0 || candidates.length < 2) return fitting;
  let most = 0;
  for (const candidate of candidates.slice(0, CANDIDATES_IN_CONTEXT)) {
    const products = await catalogue.productsWithAll([...known, candidate.word]);
    if (products > most) [fitting, most] = [candidate, products];
  }
  return fitting;
}

function partsOf(word: QueryWord, surfaces: readonly string[]): readonly QueryWord[] {
  return surfaces.map((surface, part) => ({
    ...word,
    surface,
    followsPrevious: part > 0 || word.followsPrevious,
  }));
}

function replacing({ start, end }: QueryWord, surfaces: readonly string[]): Replacement {
  return { start, end, corrected: surfaces.join(' ') };
}
