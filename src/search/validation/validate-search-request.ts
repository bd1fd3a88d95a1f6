import { TroveError } from '../../shared/errors';
import type { SearchLimits } from '../search-limits.types';
import type { SearchRequest, SuggestRequest } from '../search.types';
import { checkFacets } from './check-facets';
import { checkFilter } from './check-filter';

/**
 * Refuses a search that asks for too much or for something that cannot be, and lists the attribute keys that it names.
 *
 * @throws TroveError TEXT_TOO_LONG, PAGE_TOO_LARGE, TOO_MANY_ITEMS, FILTER_TOO_DEEP, FILTER_TOO_LARGE,
 * CONTRADICTORY_RANGE, INVALID_INPUT
 */
export function validateSearchRequest(
  request: SearchRequest,
  limits: SearchLimits,
): ReadonlySet<string> {
  checkText(request.text, limits.textLength);
  checkPageSize(request.first, limits.pageSize);
  const facetKeys = checkFacets(request.facets, limits.facets);
  const filterKeys = request.filter === null ? [] : checkFilter(request.filter, limits);
  return new Set([...facetKeys, ...filterKeys]);
}

/** @throws TroveError TEXT_TOO_LONG, PAGE_TOO_LARGE, INVALID_INPUT */
export function validateSuggestRequest(request: SuggestRequest, limits: SearchLimits): void {
  checkText(request.text, limits.textLength);
  checkPageSize(request.first, limits.pageSize);
}

function checkText(text: string, limit: number): void {
  if (text.length <= limit) return;
  throw new TroveError(
    'TEXT_TOO_LONG',
    `The text has ${text.length} characters; at most ${limit} are searched for. Shorten it.`,
    { limit, got: text.length },
  );
}

function checkPageSize(first: number, limit: number): void {
  if (!Number.isInteger(first) || first < 0)
    throw new TroveError('INVALID_INPUT', `first must be a whole number from 0, got ${first}.`, {
      got: first,
    });
  if (first <= limit) return;
  throw new TroveError(
    'PAGE_TOO_LARGE',
    `first is ${first}; a page holds at most ${limit}. Ask for fewer, and go on with \`after\`.`,
    { limit, got: first },
  );
}
