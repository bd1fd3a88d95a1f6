import { TroveError } from '../../src/shared/errors';

/** @throws TroveError INVALID_INPUT, PAGE_TOO_LARGE */
export function pageSize(first: number, limit: number): number {
  if (first < 0) {
    throw new TroveError('INVALID_INPUT', `"first" is ${first}; it must be at least 0.`);
  }
  if (first > limit) {
    throw new TroveError(
      'PAGE_TOO_LARGE',
      `"first" is ${first}; a page has at most ${limit} entries. Ask for more with "after".`,
      { first, limit },
    );
  }
  return first;
}
