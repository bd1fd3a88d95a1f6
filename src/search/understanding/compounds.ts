import type { Phrase } from '../match-query.types';
import type { QueryWord } from './query-word.types';

const HAS_DIGIT = /\p{Nd}/u;
const HAN = /^\p{Script=Han}+$/u;
/** Between a letter and a digit: the only places where a code or measure may be cut ("500gb": 500, gb). */
const LETTER_BESIDE_DIGIT = /(?<=\p{Nd})(?=\p{L})|(?<=\p{L})(?=\p{Nd})/u;

/** Every word has single letters somewhere, so that cutting off fewer than two letters proves nothing. */
const SHORTEST_LATIN_PART = 2;

/** Two words and the word that they make when written together. */
export interface Join {
  /** Index of the first of the two words. */
  readonly at: number;
  readonly joined: string;
}

/** Every pair of neighbours written as one word: "head", "set" gives "headset". */
export function joinsOf(words: readonly QueryWord[]): readonly Join[] {
  return words.flatMap((word, index) => {
    const previous = words[index - 1];
    if (!previous || !word.followsPrevious) return [];
    return [{ at: index - 1, joined: previous.surface + word.surface }];
  });
}

/** Every way to read one word as two: "powerbank" as "power bank" and many that make no sense; the catalogue decides. */
export function splitsOf(word: string): readonly Phrase[] {
  if (HAS_DIGIT.test(word)) return splitOnceAtBoundary(word);
  const letters = Array.from(word);
  const shortest = HAN.test(word) ? 1 : SHORTEST_LATIN_PART;
  const splits: Phrase[] = [];
  for (let cut = shortest; cut <= letters.length - shortest; cut += 1)
    splits.push([letters.slice(0, cut).join(''), letters.slice(cut).join('')]);
  return splits;
}

function splitOnceAtBoundary(word: string): readonly Phrase[] {
  const parts = word.split(LETTER_BESIDE_DIGIT);
  return parts.length === 2 ? [parts] : [];
}
