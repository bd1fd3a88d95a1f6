import { TroveError } from '../../shared/errors';
import type { FacetCounting, FacetField, FacetRequest } from '../facet.types';
import { checkRange } from './check-range';

/** Values of one facet that an answer can show. */
const MAX_TERMS = 1000;
const MAX_RANGES = 100;

const NUMBER_FIELDS: ReadonlySet<FacetField['kind']> = new Set(['price', 'attribute']);

/**
 * Refuses facets that cannot be counted, and lists the attribute keys that they name.
 *
 * @throws TroveError TOO_MANY_ITEMS, INVALID_INPUT, CONTRADICTORY_RANGE naming the place, such as `facets[2]`.
 */
export function checkFacets(facets: readonly FacetRequest[], limit: number): ReadonlySet<string> {
  if (facets.length > limit)
    throw new TroveError(
      'TOO_MANY_ITEMS',
      `${facets.length} facets were asked for; one search counts at most ${limit}. Ask for fewer.`,
      { limit, got: facets.length },
    );
  const keys = new Set<string>();
  for (const [index, { field, counting }] of facets.entries()) {
    const place = `facets[${index}]`;
    refuseNumbersOfTexts(field, counting, place);
    checkCounting(counting, place);
    if (field.kind === 'attribute') keys.add(field.key);
  }
  return keys;
}

function refuseNumbersOfTexts(field: FacetField, counting: FacetCounting, place: string): void {
  if (counting.kind === 'terms' || NUMBER_FIELDS.has(field.kind)) return;
  throw new TroveError(
    'INVALID_INPUT',
    `${place}: ${field.kind} holds texts and has no ${counting.kind}. Count its terms, or use price or a number attribute.`,
    { place },
  );
}

function checkCounting(counting: FacetCounting, place: string): void {
  switch (counting.kind) {
    case 'terms':
      refuseSize(counting.size, { place, what: 'size', max: MAX_TERMS });
      return;
    case 'ranges':
      refuseSize(counting.ranges.length, { place, what: 'the number of ranges', max: MAX_RANGES });
      for (const [index, range] of counting.ranges.entries())
        checkRange(range, `${place}.ranges[${index}]`);
      return;
    case 'histogram':
      if (counting.interval > 0 && Number.isFinite(counting.interval)) return;
      throw new TroveError(
        'INVALID_INPUT',
        `${place}: interval must be a number above 0, got ${counting.interval}.`,
        { place },
      );
  }
}

function refuseSize(
  size: number,
  { place, what, max }: { place: string; what: string; max: number },
): void {
  if (Number.isInteger(size) && size >= 1 && size <= max) return;
  throw new TroveError(
    'INVALID_INPUT',
    `${place}: ${what} must be a whole number from 1 to ${max}, got ${size}.`,
    { place },
  );
}
