import type { Product } from '../../catalog/product.types';
import type { VersionedProduct } from '../../indexing/search-index.port';
import { codeForms } from '../../search/analysis/fold-code';
import { RANKED_FIELDS, VALUE_SEPARATOR, WORD_FIELDS, type TextCutter } from '../../search/matching/searched-texts'; // prettier-ignore
import { attributeTermsOf, filterFieldsOf } from './filter-fields';
import { wordsOf } from './index-layout';
import { productSource } from './product-source';

/** A product as the index holds it: see `index-layout.ts`. Absent values are left out. */
export type ProductDocument = Readonly<Record<string, unknown>>;

export function documentOf(
  product: Product,
  { popularity, vector }: Pick<VersionedProduct, 'popularity' | 'vector'>,
  cutter: TextCutter,
): ProductDocument {
  return {
    ...filterFieldsOf(product),
    product: productSource(product),
    category_names: [...new Set(product.categories.flat())],
    updated: product.updatedAt,
    popularity,
    codes: [...new Set(product.identifiers.flatMap(codeForms))].filter((code) => code !== ''),
    attribute_keys: Object.keys(attributeTermsOf(product)),
    ...textsOf(product, cutter),
    ...(vector && { vector }),
  };
}

function textsOf(product: Product, cutter: TextCutter): ProductDocument {
  const { match, rank, words } = cutter.cut(product);
  const [title = '', brand = ''] = WORD_FIELDS.map((_, place) => words[place]);
  const ranked = RANKED_FIELDS.map((field, place) => [wordsOf(field), rank[place] ?? ''] as const);
  return {
    all: match.join(` ${VALUE_SEPARATOR} `),
    ...Object.fromEntries<string>(ranked),
    attribute_words: match[1],
    words: distinct(words.join(' ')),
    shown_words: distinct(`${title} ${brand}`),
  };
}

function distinct(words: string): readonly string[] {
  const set = new Set(words.split(' '));
  set.delete(VALUE_SEPARATOR);
  set.delete('');
  return [...set];
}
