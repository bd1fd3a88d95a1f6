/**
 * Makes an EAN-13 of its first twelve digits: the check digit is what lifts the sum of the digits, weighted 1 and 3 in turn,
 * to a multiple of ten.
 *
 * @see GS1 General Specifications, section 7.9.1.
 */
export function withCheckDigit(twelveDigits: string): string {
  const sum = Array.from(twelveDigits).reduce(
    (total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3),
    0,
  );
  return `${twelveDigits}${(10 - (sum % 10)) % 10}`;
}

/** Numbers that begin so are for use within one shop: no real product in the world has one. */
const IN_STORE_PREFIX = '29';

/** The in-store EAN of the n-th product; `n` below 10^10. */
export function inStoreEan(n: number): string {
  return withCheckDigit(`${IN_STORE_PREFIX}${String(n).padStart(10, '0')}`);
}
