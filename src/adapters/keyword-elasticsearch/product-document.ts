import type { Product } from '../../catalog/product.types';
import type { VersionedProduct } from '../../indexing/search-index.port';
import { codeForms } from '../../search/analysis/fold-code';
import { withAncestors } from '../../search/matching/category-terms';
import { RANKED_FIELDS, VALUE_SEPARATOR, WORD_FIELDS, type TextCutter } from '../../search/matching/searched-texts'; // prettier-ignore
import { termsOf, type AttributeTerm } from './attribute-terms';
import { categoryKey } from './category-labels';
import { wordsOf } from './index-layout';
import { productSource } from './product-source';

/** A product as the index holds it: see `index-layout.ts`. Absent values are left out. */
export type ProductDocument = Readonly<Record<string, unknown>>;

export function documentOf(
  product: Product,
  { popularity, vector }: Pick<VersionedProduct, 'popularity' | 'vector'>,
  cutter: TextCutter,
): ProductDocument {
  const attributes = attributesOf(product);
  return {
    sku: product.sku,
    product: productSource(product),
    brand: product.brand,
    ...categoriesOf(product),
    tags: product.tags,
    locale: product.locale,
    availability: product.availability,
    unavailable: isUnavailable(product) ? 1 : 0,
    price: product.price?.amount ?? null,
    currency: product.price?.currency ?? null,
    published: product.publishedAt,
    updated: product.updatedAt,
    popularity,
    codes: [...new Set(product.identifiers.flatMap(codeForms))].filter((code) => code !== ''),
    attributes,
    attribute_keys: Object.keys(attributes),
    ...textsOf(product, cutter),
    ...(vector && { vector }),
  };
}

function isUnavailable({ availability }: Product): boolean {
  return availability === 'OUT_OF_STOCK' || availability === 'DISCONTINUED';
}

function categoriesOf({ categories }: Product): ProductDocument {
  return {
    categories: withAncestors(categories).map(categoryKey),
    category_names: [...new Set(categories.flat())],
  };
}

/** By key; without attributes that are empty lists, since nobody can ask for them. */
function attributesOf({ attributes }: Product): Readonly<Record<string, readonly AttributeTerm[]>> {
  const terms: Record<string, readonly AttributeTerm[]> = {};
  for (const [key, value] of Object.entries(attributes)) {
    const ofKey = termsOf(value);
    if (ofKey.length > 0) terms[key] = ofKey;
  }
  return terms;
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
