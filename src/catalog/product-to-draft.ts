import type { AttributeValue, Product } from './product.types';
import type { ProductDraft } from './product-draft.types';

/** A product as one line of an export: handed in again, it is cleaned to the same product. */
export interface ExportedProduct extends ProductDraft {
  /** ISO 8601. For the reader; an import sets its own. */
  readonly updatedAt: string;
}

/** Writes a product the way it can be handed in, without fields that are unknown or empty. */
export function productToDraft(product: Product): ExportedProduct {
  const { price, publishedAt } = product;
  return {
    sku: product.sku,
    title: product.title,
    ...(product.description !== '' && { description: product.description }),
    ...(product.brand !== null && { brand: product.brand }),
    ...listUnlessEmpty('identifiers', product.identifiers),
    ...listUnlessEmpty('categories', product.categories),
    ...(price !== null && { price: price.amount, currency: price.currency }),
    availability: product.availability,
    ...listUnlessEmpty('tags', product.tags),
    ...listUnlessEmpty('imageUrls', product.imageUrls),
    ...attributesUnlessEmpty(product.attributes),
    locale: product.locale,
    ...(publishedAt !== null && { publishedAt: new Date(publishedAt).toISOString() }),
    updatedAt: new Date(product.updatedAt).toISOString(),
  };
}

function listUnlessEmpty(field: string, list: readonly unknown[]): Record<string, unknown> {
  return list.length === 0 ? {} : { [field]: list };
}

function attributesUnlessEmpty(attributes: Product['attributes']): Record<string, unknown> {
  const entries = Object.entries(attributes).map(([key, value]) => [key, plainValue(value)]);
  return entries.length === 0 ? {} : { attributes: Object.fromEntries(entries) };
}

/** The JSON type tells the kind: text, number, boolean or list. */
function plainValue(attribute: AttributeValue): unknown {
  return attribute.kind === 'list' ? attribute.values : attribute.value;
}
