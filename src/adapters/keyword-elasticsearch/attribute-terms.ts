import type { AttributeValue } from '../../catalog/product.types';

/**
 * How the values of attributes stand in the one field `attributes`: the first letter tells the kind, so that the text "5" and
 * the number 5 stay apart; numbers are written so that the order of the texts is the order of the numbers.
 */
export type AttributeTerm = `t${string}` | `n${string}` | `b${0 | 1}`;

export const textTerm = (text: string): AttributeTerm => `t${text}`;
export const booleanTerm = (value: boolean): AttributeTerm => (value ? 'b1' : 'b0');
export const numberTerm = (value: number): AttributeTerm => `n${sortable(value)}`;

/** The terms of one attribute; none for an empty list. */
export function termsOf(attribute: AttributeValue): readonly AttributeTerm[] {
  switch (attribute.kind) {
    case 'text':
      return [textTerm(attribute.value)];
    case 'number':
      return [numberTerm(attribute.value)];
    case 'boolean':
      return [booleanTerm(attribute.value)];
    case 'list':
      return attribute.values.map(textTerm);
  }
}

export function isText(term: string): boolean {
  return term.startsWith('t');
}

/** The number of a term; null for other kinds. */
export function numberOf(term: string): number | null {
  return term.startsWith('n') ? fromSortable(term.slice(1)) : null;
}

/** How a term reads in a facet. */
export function labelOf(term: string): string {
  const number = numberOf(term);
  if (number !== null) return String(number);
  return term.startsWith('b') ? String(term === 'b1') : term.slice(1);
}

const SIGN_BIT = 1n << 63n;
const ALL_BITS = (1n << 64n) - 1n;
const HEX_DIGITS = 16;

/**
 * Sixteen hexadecimal digits that compare as the numbers do: the bits of the double, with the sign flipped, and all bits
 * flipped for negative numbers, whose bits run backwards.
 */
function sortable(value: number): string {
  const bytes = new DataView(new ArrayBuffer(8));
  // Zero has two signs, and is one number.
  bytes.setFloat64(0, value + 0);
  const bits = bytes.getBigUint64(0);
  const ordered = (bits & SIGN_BIT) === 0n ? bits | SIGN_BIT : bits ^ ALL_BITS;
  return ordered.toString(16).padStart(HEX_DIGITS, '0');
}

function fromSortable(digits: string): number {
  const ordered = BigInt(`0x${digits}`);
  const bytes = new DataView(new ArrayBuffer(8));
  bytes.setBigUint64(0, (ordered & SIGN_BIT) === 0n ? ordered ^ ALL_BITS : ordered ^ SIGN_BIT);
  return bytes.getFloat64(0);
}
