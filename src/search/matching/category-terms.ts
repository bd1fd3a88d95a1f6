import type { CategoryPath } from '../../catalog/product.types';

/** The term that stands for a category in the index: exact whatever characters its names hold. */
export function categoryTerm(path: CategoryPath): string {
  return JSON.stringify(path);
}

export function categoryPathOf(term: string): CategoryPath {
  return JSON.parse(term) as CategoryPath;
}

/** The categories of a product and all that they lie in, each once. */
export function withAncestors(paths: readonly CategoryPath[]): readonly CategoryPath[] {
  const all = paths.flatMap((path) => path.map((_, depth) => path.slice(0, depth + 1)));
  return [...new Map(all.map((path) => [categoryTerm(path), path])).values()];
}
