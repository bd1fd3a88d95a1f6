import type { Product } from '../../src/catalog/product.types';
import type { Analyzer } from '../../src/search/analysis/analyzer';
import { stemWord } from '../../src/search/analysis/stem-word';
import {
  RANKED_FIELDS,
  TextCutter,
  VALUE_SEPARATOR,
} from '../../src/search/matching/searched-texts';

/** How much each feature of a product or a text counts, above 0. */
export type FeatureCounts = ReadonlyMap<string, number>;

type RankedField = (typeof RANKED_FIELDS)[number];

/**
 * A word in the title says more of what a product is than one in its description; identifiers say nothing of that. Values of attributes
 * are left out, as they are from keyword ranking by default: "black" and "USB" are everywhere (docs/decisions/0014-text-encoders.md).
 */
const FIELD_WEIGHTS: Readonly<Record<RankedField, number>> = {
  title: 2,
  identifiers: 0,
  brand: 0.5,
  categories: 1,
  tags: 1,
  description: 1,
};

/** Cuts products and queries into stemmed words, the very way in which keyword search does. */
export class WordCounter {
  private readonly cutter: TextCutter;

  constructor(private readonly analyzer: Analyzer) {
    this.cutter = new TextCutter(analyzer);
  }

  ofProduct(product: Product): FeatureCounts {
    const { rank } = this.cutter.cut(product);
    const counts = new Map<string, number>();
    RANKED_FIELDS.forEach((field, place) => {
      count(rank[place]?.split(' ') ?? [], FIELD_WEIGHTS[field], counts);
    });
    return counts;
  }

  ofText(text: string): FeatureCounts {
    const counts = new Map<string, number>();
    count(this.analyzer.indexWords(text).map(stemWord), 1, counts);
    return counts;
  }
}

function count(words: readonly string[], weight: number, into: Map<string, number>): void {
  if (weight === 0) return;
  for (const word of words)
    if (word !== '' && word !== VALUE_SEPARATOR) into.set(word, (into.get(word) ?? 0) + weight);
}
