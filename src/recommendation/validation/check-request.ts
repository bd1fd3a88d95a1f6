import { quoted, TroveError } from '../../shared/errors';
import { checkFilter, type FilterLimits } from '../../search/validation/check-filter';
import type { RecommendationRequest } from '../recommendation.types';
import { PLACEMENT_TABLE } from '../placements';

export interface RecommendationLimits extends FilterLimits {
  readonly pageSize: number;
  readonly textLength: number;
}

/** More than anybody carries. */
export const MOST_IN_BASKET = 100;
const MOST_EXCLUDED = 1000;
const DEEPEST_DEPARTMENT = 20;

/**
 * Refuses what cannot be answered, and lists the attribute keys that the filter names.
 *
 * @throws TroveError INVALID_INPUT, PAGE_TOO_LARGE, TOO_MANY_ITEMS, TEXT_TOO_LONG, FILTER_TOO_DEEP, FILTER_TOO_LARGE, CONTRADICTORY_RANGE
 */
export function checkRequest(
  request: RecommendationRequest,
  limits: RecommendationLimits,
): ReadonlySet<string> {
  checkPlacement(request);
  checkPageSize(request.first, limits.pageSize);
  checkLength(request.basket, 'basket', MOST_IN_BASKET);
  checkLength(request.exclude, 'exclude', MOST_EXCLUDED);
  checkLength(request.context.department ?? [], 'department', DEEPEST_DEPARTMENT);
  checkText(request.context.query ?? '', limits.textLength);
  checkNumbers(request);
  return request.filter === null ? new Set() : checkFilter(request.filter, limits);
}

function checkPlacement({ placement, product, basket }: RecommendationRequest): void {
  // Callers from outside may send what the type does not know.
  const known: ReadonlySet<string> = new Set(Object.keys(PLACEMENT_TABLE));
  if (!known.has(placement))
    throw new TroveError(
      'INVALID_INPUT',
      `There is no placement ${quoted(placement)}. Use one of ${[...known].join(', ')}.`,
    );
  const { seeds } = PLACEMENT_TABLE[placement];
  if (seeds === 'PRODUCT' && product === null)
    throw new TroveError(
      'INVALID_INPUT',
      `${placement} is about a product: name it in \`product\`.`,
    );
  if (seeds === 'PRODUCT_OR_BASKET' && product === null && basket.length === 0)
    throw new TroveError(
      'INVALID_INPUT',
      `${placement} is about a product or a basket: name one in \`product\` or \`basket\`.`,
    );
}

function checkPageSize(first: number, limit: number): void {
  if (!Number.isInteger(first) || first < 1)
    throw new TroveError('INVALID_INPUT', `first must be a whole number from 1, got ${first}.`, {
      got: first,
    });
  if (first <= limit) return;
  throw new TroveError(
    'PAGE_TOO_LARGE',
    `first is ${first}; a page holds at most ${limit}. Ask for fewer, and go on with \`after\`.`,
    { limit, got: first },
  );
}

function checkLength(values: readonly string[], name: string, limit: number): void {
  if (values.length <= limit) return;
  throw new TroveError(
    'TOO_MANY_ITEMS',
    `${name} holds ${values.length} entries; at most ${limit} are looked at. Send the latest ${limit}.`,
    { limit, got: values.length },
  );
}

function checkText(text: string, limit: number): void {
  if (text.length <= limit) return;
  throw new TroveError(
    'TEXT_TOO_LONG',
    `The query has ${text.length} characters; at most ${limit} are looked for. Shorten it.`,
    { limit, got: text.length },
  );
}

function checkNumbers({ diversity, departmentCap }: RecommendationRequest): void {
  if (diversity !== null && !(diversity >= 0 && diversity <= 1))
    throw new TroveError(
      'INVALID_INPUT',
      `diversity must be a number from 0 to 1, got ${diversity}.`,
      { got: diversity },
    );
  if (departmentCap !== null && !(Number.isInteger(departmentCap) && departmentCap >= 1))
    throw new TroveError(
      'INVALID_INPUT',
      `departmentCap must be a whole number from 1, got ${departmentCap}.`,
      { got: departmentCap },
    );
}
