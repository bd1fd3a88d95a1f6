import { setImmediate as letOthersRun } from 'node:timers/promises';
import type { Clock } from '../../shared/clock';
import { indexChanges } from './index-changes';
import type { ReadingConnection } from './reading-connection';
import { VALUE_SEPARATOR } from '../../search/matching/searched-texts';
import { WordList } from '../../search/matching/word-list';
import { fragment } from './sql-fragment';

/** Words read before others may run: about a millisecond's worth. */
const WORDS_AT_A_TIME = 500;

interface LoadedWords {
  readonly words: WordList;
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
    return words.similar(word, maxEdits);
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
    const words = new WordList();
    let last = '';
    for (;;) {
      const batch = this.connection.all(
        fragment(
          'SELECT term AS word FROM keyword_vocabulary WHERE term > ? LIMIT ?',
          last,
          WORDS_AT_A_TIME,
        ),
      ) as readonly { word: string }[];
      for (const { word } of batch) if (word !== VALUE_SEPARATOR) words.add(word);
      const next = batch.at(-1)?.word;
      if (next === undefined) return { words, changes };
      last = next;
      await letOthersRun();
    }
  }
}
