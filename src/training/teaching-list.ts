import { featureMatrix } from '../ranking/feature-matrix';
import { chanceAt, type Examination } from './examination';
import { gainsOf } from './gain-of-reactions';
import type { LoggedList } from './logged-lists.port';
import type { TeachingList } from './ranker-workshop.port';

/** Beyond this weight the rare reaction far down a page would drown everything else, and errors of the chances with it. */
export const MOST_WEIGHT = 10;

/** How much the gain of each place of a page counts: one over the chance that it was looked at, from the top, cut at `MOST_WEIGHT`. */
export function placeWeights(examination: Examination, places: number): number[] {
  return Array.from({ length: places }, (_, place) =>
    Math.min(MOST_WEIGHT, 1 / chanceAt(examination, place)),
  );
}

/**
 * A page as a list to learn from; null when its features do not fit the products shown, so that nothing can be learnt from it.
 *
 * Places count within the page, from its top: whoever asked for the second page looks at its beginning.
 */
export function teachingList(
  list: LoggedList,
  columns: number,
  examination: Examination,
): (TeachingList & { readonly shownAt: number }) | null {
  const { features, skus, shownAt } = list;
  const isWhole = features.columns === columns && features.values.length === skus.length * columns;
  if (!isWhole) return null;
  return {
    skus,
    matrix: featureMatrix(columns, features.values),
    gains: gainsOf(list),
    weights: placeWeights(examination, skus.length),
    positions: skus.map((_, place) => place),
    visitor: list.visitor,
    shownAt,
  };
}
