import { withinEdits } from './bounded-edit-distance';

/** Words of one length, and for each the set of its letters. */
interface WordsOfLength {
  readonly words: string[];
  readonly letters: number[];
}

/** The words of a catalogue in memory, to find those that a misspelt word may have meant. */
export class WordList {
  private readonly byLength = new Map<number, WordsOfLength>();

  /** Each word is added once. */
  add(word: string): void {
    let group = this.byLength.get(word.length);
    if (!group) {
      group = { words: [], letters: [] };
      this.byLength.set(word.length, group);
    }
    group.words.push(word);
    group.letters.push(lettersOf(word));
  }

  /** The words within `maxEdits` of the word, in no particular order. */
  similar(word: string, maxEdits: number): readonly string[] {
    const found: string[] = [];
    for (let length = word.length - maxEdits; length <= word.length + maxEdits; length += 1)
      collectSimilar(word, maxEdits, this.byLength.get(length), found);
    return found;
  }
}

/** The set of a word's letters as 32 bits; letters may share one. */
function lettersOf(word: string): number {
  let set = 0;
  for (let place = 0; place < word.length; place += 1) set |= 1 << (word.charCodeAt(place) & 31);
  return set;
}

/** An edit changes the set of letters in at most two places: most words are ruled out by comparing two numbers. */
const BITS_PER_EDIT = 2;

function collectSimilar(
  word: string,
  maxEdits: number,
  group: WordsOfLength | undefined,
  found: string[],
): void {
  if (!group) return;
  const letters = lettersOf(word);
  const mostBits = maxEdits * BITS_PER_EDIT;
  group.words.forEach((candidate, place) => {
    const difference = (group.letters[place] ?? 0) ^ letters;
    if (bitsIn(difference) > mostBits) return;
    if (withinEdits(word, candidate, maxEdits)) found.push(candidate);
  });
}

/** @see Warren 2012, "Hacker's Delight", section 5-1. */
function bitsIn(number: number): number {
  const pairs = number - ((number >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
