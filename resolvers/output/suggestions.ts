import type { Suggestions } from '../../schema/search/suggestions.type';
import type { SuggestResult } from '../../src/search/search.types';
import { markedText } from './highlighted-text';
import { wireProduct } from './wire-product';

export function suggestions({ searchId, queries, products, degraded }: SuggestResult): Suggestions {
  return {
    searchId,
    queries: queries.map(({ text, source, highlight }) => ({
      text,
      source,
      highlight: markedText(highlight),
    })),
    products: products.map(wireProduct),
    degraded,
  };
}
