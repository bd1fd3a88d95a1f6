import type { Product } from '../../catalog/product.types';
import type { ItemFeatures } from '../../recommendation/learning/interaction-log.types';
import type { Sku } from '../../shared/ids';

/** What only one product has tells nothing about others. */
const FEWEST_PRODUCTS = 2;

/** The commonest are kept. */
const MOST_FEATURES = 50_000;

/** Longer values are texts, and hardly two are alike. */
const LONGEST_VALUE = 60;

/** Gathers what is known of products whatever shoppers did. */
export class FeatureGatherer {
  private readonly counts = new Map<string, number>();
  private readonly words = new Map<Sku, readonly string[]>();

  see(product: Product): void {
    const words = [...new Set(featureWords(product))];
    this.words.set(product.sku, words);
    for (const word of words) this.counts.set(word, (this.counts.get(word) ?? 0) + 1);
  }

  /** The products seen. */
  products(): Iterable<Sku> {
    return this.words.keys();
  }

  /** Null when nothing is known of any item. */
  features(skus: readonly Sku[]): ItemFeatures | null {
    const shared = [...this.counts].filter(([, count]) => count >= FEWEST_PRODUCTS);
    shared.sort(([one, left], [other, right]) => right - left || (one < other ? -1 : 1));
    const numbers = new Map(shared.slice(0, MOST_FEATURES).map(([word], number) => [word, number]));
    const offsets = new Uint32Array(skus.length + 1);
    const features: number[] = [];
    for (const [item, sku] of skus.entries()) {
      for (const word of this.words.get(sku) ?? []) {
        const number = numbers.get(word);
        if (number !== undefined) features.push(number);
      }
      offsets[item + 1] = features.length;
    }
    if (features.length === 0) return null;
    return {
      itemCount: skus.length,
      featureCount: numbers.size,
      offsets,
      features: Uint32Array.from(features),
      vectors: null,
    };
  }
}

/** Brand, every department on the way to the leaf, tags and short attributes, each by name. */
export function featureWords({ brand, categories, tags, attributes }: Product): readonly string[] {
  return [
    ...(brand === null ? [] : [`brand ${brand}`]),
    ...categories.flatMap((path) =>
      path.map((_, depth) => `department ${path.slice(0, depth + 1).join(' > ')}`),
    ),
    ...tags.map((tag) => `tag ${tag}`),
    ...Object.entries(attributes).flatMap(([key, value]) =>
      valuesOf(value)
        .filter(({ length }) => length <= LONGEST_VALUE)
        .map((text) => `${key} = ${text}`),
    ),
  ];
}

/** Numbers are left out: 999 and 1000 grams are nearly the same, and as words they would not be. */
function valuesOf(value: Product['attributes'][string]): readonly string[] {
  switch (value.kind) {
    case 'text':
      return [value.value];
    case 'boolean':
      return [value.value ? 'yes' : 'no'];
    case 'list':
      return value.values;
    case 'number':
      return [];
  }
}
