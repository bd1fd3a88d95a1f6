import type { Availability } from '../../catalog/product.types';

/** How the index stores availability: what can be had comes first, so that one comparison tells it apart. */
const CODES: Readonly<Record<Availability, number>> = {
  IN_STOCK: 0,
  PREORDER: 1,
  OUT_OF_STOCK: 2,
  DISCONTINUED: 3,
};

/** Codes from here on mean that the product cannot be had. */
export const FIRST_UNAVAILABLE = CODES.OUT_OF_STOCK;

export function availabilityCode(availability: Availability): number {
  return CODES[availability];
}

export function availabilityOf(code: number): Availability {
  const found = Object.entries(CODES).find(([, known]) => known === code);
  if (!found) throw new RangeError(`no availability has the code ${code}`);
  return found[0] as Availability;
}
