import type { Deadline } from '../../shared/deadline';
import { stemWord } from '../analysis/stem-word';
import { COUNT_ONLY } from '../count-only';
import type { KeywordEngine, WordFrequency } from '../keyword-engine.port';
import type { Phrase } from '../match-query.types';
import { splitsOf } from './compounds';

/** Of the many ways to split a word, only the likeliest are worth asking the catalogue about. */
const LIKELIEST_SPLITS = 3;

/** A way to read one word as two, and the number of products in which the two stand together. */
export interface Split {
  readonly phrase: Phrase;
  readonly products: number;
}

/** What the catalogue says about the words of one query; asks the engine once for each word. */
export class CatalogueWords {
  private readonly frequencies = new Map<string, number>();

  constructor(
    private readonly engine: KeywordEngine,
    private readonly deadline: Deadline | undefined,
  ) {}

  /** Asks about words that will be needed, all at once. */
  async learn(words: readonly string[]): Promise<void> {
    const unknown = [...new Set(words)].filter((word) => !this.frequencies.has(word));
    if (unknown.length === 0) return;
    const frequencies = await this.engine.wordFrequencies(unknown, this.deadline);
    for (const word of unknown) this.frequencies.set(word, frequencies.get(word) ?? 0);
  }

  /** In how many products the surface word stands, as far as learnt. */
  products(word: string): number {
    return this.frequencies.get(word) ?? 0;
  }

  /** Whether a product would be found by the word: it is there itself, or in another form ("charging" by "charger"). */
  async finds(word: string): Promise<boolean> {
    return this.products(word) > 0 || (await this.productsWith([word])) > 0;
  }

  /** In how many products the words stand next to each other, in any form. */
  productsWith(phrase: Phrase): Promise<number> {
    return this.count([phrase]);
  }

  /** In how many products all the words stand, wherever, in any form. */
  productsWithAll(words: readonly string[]): Promise<number> {
    return this.count(words.map((word) => [word]));
  }

  /** The split of the word that stands in most products; null when none stands in more than `moreThan`. */
  async bestSplit(word: string, moreThan: number): Promise<Split | null> {
    const phrases = splitsOf(word);
    await this.learn(phrases.flat().flatMap((part) => [part, stemWord(part)]));
    const inSomeForm = (part: string): number =>
      Math.max(this.products(part), this.products(stemWord(part)));
    // A phrase is in hardly more products than its rarer word.
    const atMost = (phrase: Phrase): number => Math.min(...phrase.map(inSomeForm));
    const likeliest = phrases
      .filter((phrase) => atMost(phrase) > moreThan)
      .sort((one, other) => atMost(other) - atMost(one))
      .slice(0, LIKELIEST_SPLITS);
    let best: Split | null = null;
    for (const phrase of likeliest) {
      const products = await this.productsWith(phrase);
      if (products > (best?.products ?? moreThan)) best = { phrase, products };
    }
    return best;
  }

  similar(word: string, maxEdits: 1 | 2): Promise<readonly WordFrequency[]> {
    return this.engine.similarWords(word, maxEdits, this.deadline);
  }

  private async count(phrases: readonly Phrase[]): Promise<number> {
    const terms = phrases.map((phrase) => ({ word: phrase.join(' '), alternatives: [phrase] }));
    const query = { terms, tiers: [[...terms.keys()]], codes: [] };
    const answer = await this.engine.search({ ...COUNT_ONLY, query }, this.deadline);
    return answer.total.count;
  }
}
