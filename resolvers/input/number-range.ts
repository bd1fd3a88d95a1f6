import type { NumberRangeInput } from '../../schema/shared/number-range.input';
import type { NumberRange } from '../../src/search/filter.types';

/** Leaves the ends that are not given out; the search service judges what is left. */
export function numberRange({ min, max }: NumberRangeInput): NumberRange {
  return {
    ...(min === null || min === undefined ? {} : { min }),
    ...(max === null || max === undefined ? {} : { max }),
  };
}
