import { setImmediate as letOthersRun } from 'node:timers/promises';
import type { Clock } from '../../shared/clock';
import { withinEdits } from './bounded-edit-distance';
import { indexChanges } from './index-changes';
import type { ReadingConnection } from './reading-connection';
import { VALUE_SEPARATOR } from '../../search/matching/searched-texts';
import { fragment } from './sql-fragment';

/** Words read before others may run: about a millisecond's worth. */
const WORDS_AT_A_TIME = 500;

/** Words of one length, and for each the set of its letters. */
interface WordsOfLength {
  readonly words: string[];
  readonly letters: number[];
}

type Words = Map<number, WordsOfLength>;

interface LoadedWords {
  readonly words: Words;
  readonly changes: number;
}

/**
 * The words of the catalogue in memory, to find those that a misspelt word may have meant. They are loaded at the first
 * question. When the index has changed since, they are loaded again beside the questions, which meanwhile get the old ones.
 */
export class Vocabulary {
  private loaded: Promise<LoadedWords> | null = null;
  private checkedAt = Number.NEGATIVE_INFINITY;
  private refreshing: Promise<void> | null = null;

  /** @param checkEveryMs how long a change of the index may go unnoticed, in milliseconds. */
  constructor(
    private readonly connection: ReadingConnection,
    private readonly clock: Clock,
    private readonly checkEveryMs: number,
  ) {}

  /** The words within `maxEdits` of the word, in no particular order. */
  async similar(word: string, maxEdits: number): Promise<readonly string[]> {
    const { words, changes } = await this.loadedOnce();
    this.refreshWhenChangedSince(changes);
    const found: string[] = [];
    for (let length = word.length - maxEdits; length <= word.length + maxEdits; length += 1)
      collectSimilar(word, maxEdits, words.get(length), found);
    return found;
  }

  /** Resolves when no loading is under way: afterwards the connection may be closed. */
  async idle(): Promise<void> {
    await Promise.allSettled([this.loaded, this.refreshing]);
  }

  private async loadedOnce(): Promise<LoadedWords> {
    this.loaded ??= this.load();
    try {
      return await this.loaded;
    } catch (error) {
      // The next question tries again.
      this.loaded = null;
      throw error;
    }
  }

  private refreshWhenChangedSince(changes: number): void {
    const now = this.clock();
    if (this.refreshing || now - this.checkedAt < this.checkEveryMs) return;
    this.checkedAt = now;
    if (indexChanges(this.connection) === changes) return;
    this.refreshing = this.refresh();
  }

  private async refresh(): Promise<void> {
    try {
      const words = await this.load();
      this.loaded = Promise.resolve(words);
    } catch {
      // Nobody waits for this. The old words serve on, and the next check tries again; searches meet the same failure.
    } finally {
      this.refreshing = null;
    }
  }

  private async load(): Promise<LoadedWords> {
    const changes = indexChanges(this.connection);
    const words: Words = new Map();
    let last = '';
    for (;;) {
      const batch = this.connection.all(
        fragment(
          'SELECT term AS word FROM keyword_vocabulary WHERE term > ? LIMIT ?',
          last,
          WORDS_AT_A_TIME,
        ),
      ) as readonly { word: string }[];
      for (const { word } of batch) if (word !== VALUE_SEPARATOR) remember(word, words);
      const next = batch.at(-1)?.word;
      if (next === undefined) return { words, changes };
      last = next;
      await letOthersRun();
    }
  }
}

function remember(word: string, words: Words): void {
  let group = words.get(word.length);
  if (!group) {
    group = { words: [], letters: [] };
    words.set(word.length, group);
  }
  group.words.push(word);
  group.letters.push(lettersOf(word));
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
