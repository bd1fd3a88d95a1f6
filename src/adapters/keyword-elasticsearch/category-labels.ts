import type { CategoryPath } from '../../catalog/product.types';
import { categoryPathOf, categoryTerm } from '../../search/matching/category-terms';

const PATH_SEPARATOR = ' > ';

/** Sorts before every character, so that labels sort as they read. */
const END_OF_LABEL = '\u0000';

/** How a category stands in the index: its label, by which facets are sorted, and its path, which alone tells categories apart. */
export function categoryKey(path: CategoryPath): string {
  return path.join(PATH_SEPARATOR) + END_OF_LABEL + categoryTerm(path);
}

export function categoryOf(key: string): { readonly label: string; readonly path: CategoryPath } {
  const end = key.indexOf(END_OF_LABEL + '[');
  return { label: key.slice(0, end), path: categoryPathOf(key.slice(end + 1)) };
}
