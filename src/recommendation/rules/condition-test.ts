import type { CategoryPath } from '../../catalog/product.types';
import type { Sku } from '../../shared/ids';
import type { RuleCondition } from '../settings/recommendation-settings.types';

/** What rules and dislikes look at; a product has it, and so has what the board knows of one. */
export interface RuledProduct {
  readonly sku: Sku;
  readonly brand: string | null;
  readonly categories: readonly CategoryPath[];
  readonly tags: readonly string[];
}

/** Whether a path is this category or below it. */
export function isWithin(path: CategoryPath, category: CategoryPath): boolean {
  return category.every((name, depth) => path[depth] === name);
}

/** A condition that is asked about many products. */
export function conditionTest(condition: RuleCondition): (product: RuledProduct) => boolean {
  const { categories } = condition;
  const skus = condition.skus && new Set(condition.skus);
  const brands = condition.brands && new Set(condition.brands);
  const tags = condition.tags && new Set(condition.tags);
  return (product) =>
    (skus?.has(product.sku) ?? true) &&
    (brands === undefined || (product.brand !== null && brands.has(product.brand))) &&
    (tags === undefined || product.tags.some((tag) => tags.has(tag))) &&
    (categories === undefined ||
      categories.some((category) => product.categories.some((path) => isWithin(path, category))));
}
