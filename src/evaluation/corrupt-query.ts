import { hashText } from '../shared/hash-text';
import { SeededRandom } from '../shared/seeded-random';

/**
 * Makes one typing mistake in a query: a letter is inserted, deleted, replaced or swapped with its neighbour, in one word of at
 * least four Latin letters. Anything between blanks that holds a digit (numbers, model codes such as `HX-440`) is never touched, nor is any other script.
 *
 * The mistake depends on the seed and the query alone, never on the other queries of a set.
 *
 * @returns the query with one edit; the query itself when it has no such word.
 */
export function corruptQuery(query: string, seed: number): string {
  const words = corruptibleWords(query);
  if (words.length === 0) return query;
  const random = new SeededRandom(seed ^ hashText(query));
  const { word, index } = random.pick(words);
  return query.slice(0, index) + corruptWord(word, random) + query.slice(index + word.length);
}

/** Mistakes in shorter words make other words more often than recognisable ones. */
const CORRUPTIBLE = /^\p{Script=Latin}{4,}$/u;

const LETTERS = Array.from('abcdefghijklmnopqrstuvwxyz');

const EDITS = [insertLetter, deleteLetter, replaceLetter, swapLetters] as const;

interface PlacedWord {
  readonly word: string;
  readonly index: number;
}

function corruptibleWords(query: string): readonly PlacedWord[] {
  const withoutDigits = [...query.matchAll(/\S+/gu)].filter(([token]) => !/\p{N}/u.test(token));
  return withoutDigits.flatMap(({ 0: token, index }) =>
    [...token.matchAll(/\p{L}+/gu)]
      .filter(([word]) => CORRUPTIBLE.test(word))
      .map(({ 0: word, index: within }) => ({ word, index: index + within })),
  );
}

function corruptWord(word: string, random: SeededRandom): string {
  const letters = Array.from(word);
  for (;;) {
    const corrupted = random.pick(EDITS)(letters, random).join('');
    // Replacing a letter by itself, or swapping twins, is no mistake: try again.
    if (corrupted !== word) return corrupted;
  }
}

function insertLetter(letters: readonly string[], random: SeededRandom): string[] {
  return letters.toSpliced(random.below(letters.length + 1), 0, random.pick(LETTERS));
}

function deleteLetter(letters: readonly string[], random: SeededRandom): string[] {
  return letters.toSpliced(random.below(letters.length), 1);
}

function replaceLetter(letters: readonly string[], random: SeededRandom): string[] {
  return letters.with(random.below(letters.length), random.pick(LETTERS));
}

function swapLetters(letters: readonly string[], random: SeededRandom): string[] {
  const at = random.below(letters.length - 1);
  return letters.toSpliced(at, 2, ...letters.slice(at, at + 2).reverse());
}
