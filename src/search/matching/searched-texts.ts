import type { Product } from '../../catalog/product.types';
import type { Analyzer } from '../analysis/analyzer';
import { stemWord } from '../analysis/stem-word';

/** Fields scored by BM25, in the order in which engines keep them. */
export const RANKED_FIELDS = [
  'title',
  'identifiers',
  'brand',
  'categories',
  'tags',
  'description',
] as const;

/** Fields whose surface words are kept as they are, for spelling and completion; in the order in which engines keep them. */
export const WORD_FIELDS = ['title', 'brand', 'categories', 'identifiers', 'description'] as const;

type RankedField = (typeof RANKED_FIELDS)[number];

/** Stands between fields and between the values of a list, so that a phrase cannot begin in one and end in the next. No word is a lone point. */
export const VALUE_SEPARATOR = '.';

/** Values of attributes repeat from product to product; longer ones hardly do. */
const LONGEST_REMEMBERED_VALUE = 60;
const REMEMBERED_VALUES = 20_000;

/** What the full-text tables hold about one product: blank-joined words by column. */
export interface SearchedTexts {
  /** Stemmed: the ranked fields together, and the attributes. */
  readonly match: readonly [texts: string, attributes: string];
  /** Stemmed, in the order of `RANKED_FIELDS`. */
  readonly rank: readonly string[];
  /** As they are, in the order of `WORD_FIELDS`. */
  readonly words: readonly string[];
}

/** Cuts products into the words under which they are found. */
export class TextCutter {
  private readonly remembered = new Map<string, readonly string[]>();

  constructor(private readonly analyzer: Analyzer) {}

  cut(product: Product): SearchedTexts {
    const fields: Readonly<Record<RankedField, readonly string[]>> = {
      title: this.analyzer.indexWords(product.title),
      identifiers: this.list(product.identifiers),
      brand: this.list(product.brand === null ? [] : [product.brand]),
      categories: this.list(product.categories.flat()),
      tags: this.list(product.tags),
      description: this.analyzer.indexWords(product.description),
    };
    const rank = RANKED_FIELDS.map((field) => stemmed(fields[field]));
    return {
      match: [rank.join(` ${VALUE_SEPARATOR} `), stemmed(this.list(attributeTexts(product)))],
      rank,
      words: WORD_FIELDS.map((field) => fields[field].join(' ')),
    };
  }

  /** Equal values count once. */
  private list(values: readonly string[]): readonly string[] {
    const words: string[] = [];
    for (const value of new Set(values)) {
      if (words.length > 0) words.push(VALUE_SEPARATOR);
      words.push(...this.wordsOfValue(value));
    }
    return words;
  }

  private wordsOfValue(value: string): readonly string[] {
    if (value.length > LONGEST_REMEMBERED_VALUE) return this.analyzer.indexWords(value);
    const known = this.remembered.get(value);
    if (known) return known;
    if (this.remembered.size >= REMEMBERED_VALUES) this.remembered.clear();
    const words = this.analyzer.indexWords(value);
    this.remembered.set(value, words);
    return words;
  }
}

function stemmed(words: readonly string[]): string {
  return words.map(stemWord).join(' ');
}

function attributeTexts(product: Product): readonly string[] {
  return Object.values(product.attributes).flatMap((attribute) => {
    if (attribute.kind === 'text') return [attribute.value];
    return attribute.kind === 'list' ? attribute.values : [];
  });
}
