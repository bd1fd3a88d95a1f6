import type { Product } from './product.types';

/**
 * Lays the later of two rows about the same product over the earlier one: what the later row knows wins, lists are joined
 * without repeats (earlier first), attributes are laid over key by key.
 */
export function mergeProducts(earlier: Product, later: Product): Product {
  return {
    sku: earlier.sku,
    title: later.title === '' ? earlier.title : later.title,
    description: later.description === '' ? earlier.description : later.description,
    brand: later.brand ?? earlier.brand,
    identifiers: joined(earlier.identifiers, later.identifiers),
    categories: joined(earlier.categories, later.categories),
    price: later.price ?? earlier.price,
    availability: later.availability,
    tags: joined(earlier.tags, later.tags),
    imageUrls: joined(earlier.imageUrls, later.imageUrls),
    attributes: { ...earlier.attributes, ...later.attributes },
    locale: later.locale,
    publishedAt: later.publishedAt ?? earlier.publishedAt,
    updatedAt: later.updatedAt,
  };
}

function joined<T>(earlier: readonly T[], later: readonly T[]): readonly T[] {
  const byContent = new Map([...earlier, ...later].map((item) => [JSON.stringify(item), item]));
  return [...byContent.values()];
}
