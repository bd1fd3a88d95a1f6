import type { Product } from '../../catalog/product.types';
import type { Analyzer } from '../analysis/analyzer';
import type { HighlightPiece } from '../search.types';
import { highlightWhole, highlightWindow } from './highlight-text';
import type { HighlightWords } from './highlight-words';

/** Matches further into a description than this are not shown; a page of manuals must not cost seconds. */
const REACH_CHARACTERS = 20_000;

const HALF_A_PAIR_AT_THE_END = /[\ud800-\udbff]$/;

export interface ProductHighlight {
  readonly title: readonly HighlightPiece[];
  readonly description: readonly HighlightPiece[];
}

/** Marks the words of a query in the texts of a product. */
export function highlightProduct(
  { title, description }: Pick<Product, 'title' | 'description'>,
  wanted: HighlightWords,
  analyzer: Analyzer,
): ProductHighlight {
  const within = description.slice(0, REACH_CHARACTERS).replace(HALF_A_PAIR_AT_THE_END, '');
  const words = analyzer.words(within);
  return {
    title: highlightWhole(title, wanted.findIn(analyzer.words(title))),
    description: highlightWindow(within, words, wanted.findIn(words)),
  };
}
