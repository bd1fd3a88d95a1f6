import type { Product } from '../../src/catalog/product.types';

/** The beginning of a description says what a product is; the rest is beyond what the network reads anyway. */
const DESCRIPTION_CHARACTERS = 300;

/** What a product is, as a text for a sentence encoder. */
export function productSentence({ title, description }: Product): string {
  return `${title}. ${description.slice(0, DESCRIPTION_CHARACTERS).toWellFormed()}`;
}
