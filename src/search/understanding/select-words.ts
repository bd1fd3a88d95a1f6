import type { Word } from '../analysis/word.types';
import type { QueryWord } from './query-word.types';

/** Beyond this, further words of a query are left out and reported: nobody types them, and each one costs. */
const MAX_WORDS = 32;

export interface SelectedWords {
  readonly words: readonly QueryWord[];
  /** What was left out as it was typed, in order, each once. */
  readonly ignored: readonly Word[];
}

/**
 * The words of a query that mean something: no stop words, unless the query has nothing else; no repeats; not beyond the
 * 32nd. Repeats are not reported, since nothing is lost with them.
 */
export function selectWords(typed: readonly Word[], stopWords: ReadonlySet<string>): SelectedWords {
  const stopped = (word: Word): boolean => stopWords.has(word.surface);
  const means = typed.every(stopped) ? () => true : (word: Word) => !stopped(word);
  const seen = new Set<string>();
  const words: QueryWord[] = [];
  const ignored: Word[] = [];
  let lastPlace = -2;
  for (const [place, word] of typed.entries()) {
    if (seen.has(word.surface)) continue;
    seen.add(word.surface);
    if (!means(word) || words.length === MAX_WORDS) {
      ignored.push(word);
      continue;
    }
    words.push({ ...word, followsPrevious: lastPlace === place - 1 });
    lastPlace = place;
  }
  return { words, ignored };
}
