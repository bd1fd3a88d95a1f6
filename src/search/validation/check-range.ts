import { TroveError } from '../../shared/errors';
import type { NumberRange } from '../filter.types';

/**
 * Refuses a range without ends, with an end that is no finite number, or with its ends crossed.
 *
 * @throws TroveError INVALID_INPUT, CONTRADICTORY_RANGE; the message begins with the place.
 */
export function checkRange({ min, max }: NumberRange, place: string): void {
  if (min === undefined && max === undefined)
    throw new TroveError('INVALID_INPUT', `${place}: a range needs min, max or both.`, { place });
  for (const end of [min, max])
    if (end !== undefined && !Number.isFinite(end))
      throw new TroveError('INVALID_INPUT', `${place}: ${String(end)} is not a finite number.`, {
        place,
      });
  if (min === undefined || max === undefined || min <= max) return;
  throw new TroveError(
    'CONTRADICTORY_RANGE',
    `${place}: min ${min} is above max ${max}, so nothing can match. Swap them.`,
    { place, min, max },
  );
}
