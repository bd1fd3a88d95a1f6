import { TroveError, quoted } from '../../shared/errors';
import { PRODUCT_LIMITS } from '../product-limits';
import type { CategoryPath } from '../product.types';
import { atMost, isAbsent, listOf, textOf } from './text-list';

/**
 * Reads category paths. A text is one path with `>` between its names, `Computers > Laptops`; a list of texts is several
 * such paths; a list of lists is several paths whose names may hold `>` themselves. Empty names and repeated paths go.
 *
 * @param clean cleans one text, and never returns one that it would change again.
 * @throws TroveError INVALID_INPUT, TOO_MANY_ITEMS, or what `clean` throws.
 */
export function parseCategories(
  value: unknown,
  clean: (text: string) => string,
): readonly CategoryPath[] {
  const paths = listOf(value).map((path) => pathOf(path, clean));
  const byContent = new Map(
    paths.filter((path) => path.length > 0).map((path) => [JSON.stringify(path), path]),
  );
  return atMost(PRODUCT_LIMITS.categories, [...byContent.values()]);
}

function pathOf(path: unknown, clean: (text: string) => string): CategoryPath {
  const names = namesOf(path, clean).filter((name) => name !== '');
  if (names.length <= PRODUCT_LIMITS.categoryDepth) return names;
  throw new TroveError(
    'TOO_MANY_ITEMS',
    `The category ${quoted(path)} is ${names.length} levels deep; at most ${PRODUCT_LIMITS.categoryDepth} are taken.`,
  );
}

function namesOf(path: unknown, clean: (text: string) => string): readonly string[] {
  if (isAbsent(path)) return [];
  // Cleaned before it is split: feeds write `&gt;`.
  if (!Array.isArray(path)) return clean(textOf(path)).split(/ ?> ?/).map(clean);
  return (path as readonly unknown[])
    .filter((name) => !isAbsent(name))
    .map((name) => clean(textOf(name)));
}
