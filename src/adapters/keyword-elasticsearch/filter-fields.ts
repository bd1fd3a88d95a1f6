import type { estypes } from '@elastic/elasticsearch';
import type { Product } from '../../catalog/product.types';
import type { Filter } from '../../search/filter.types';
import type { UnavailablePolicy } from '../../search/keyword-engine.port';
import { withAncestors } from '../../search/matching/category-terms';
import { termsOf, type AttributeTerm } from './attribute-terms';
import { categoryKey } from './category-labels';
import { allOf, compileFilter, EVERYTHING, type Query } from './compile-filter';

/** What a filter looks at: every index that can be filtered holds these. */
export const FILTER_PROPERTIES: Readonly<Record<string, estypes.MappingProperty>> = {
  sku: { type: 'keyword' },
  brand: { type: 'keyword' },
  categories: { type: 'keyword' },
  tags: { type: 'keyword' },
  locale: { type: 'keyword' },
  availability: { type: 'keyword' },
  unavailable: { type: 'byte' },
  price: { type: 'double' },
  currency: { type: 'keyword' },
  published: { type: 'long' },
  attributes: { type: 'flattened' },
};

/** What filters see of a product. Absent values are null. */
export function filterFieldsOf(product: Product): Readonly<Record<string, unknown>> {
  return {
    sku: product.sku,
    brand: product.brand,
    categories: withAncestors(product.categories).map(categoryKey),
    tags: product.tags,
    locale: product.locale,
    availability: product.availability,
    unavailable: isUnavailable(product) ? 1 : 0,
    price: product.price?.amount ?? null,
    currency: product.price?.currency ?? null,
    published: product.publishedAt,
    attributes: attributeTermsOf(product),
  };
}

/** What a product must satisfy; null where every product does. */
export function conditionOf(filter: Filter | null, unavailable: UnavailablePolicy): Query | null {
  const condition = allOf([
    ...availability(unavailable),
    ...(filter === null ? [] : [compileFilter(filter)]),
  ]);
  return condition === EVERYTHING ? null : condition;
}

export function availability(unavailable: UnavailablePolicy): readonly Query[] {
  return unavailable === 'HIDE' ? [{ term: { unavailable: 0 } }] : [];
}

/** By key; without attributes that are empty lists, since nobody can ask for them. */
export function attributeTermsOf({
  attributes,
}: Product): Readonly<Record<string, readonly AttributeTerm[]>> {
  const terms: Record<string, readonly AttributeTerm[]> = {};
  for (const [key, value] of Object.entries(attributes)) {
    const found = termsOf(value);
    if (found.length > 0) terms[key] = found;
  }
  return terms;
}

function isUnavailable({ availability: state }: Product): boolean {
  return state === 'OUT_OF_STOCK' || state === 'DISCONTINUED';
}
