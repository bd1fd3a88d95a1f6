import type { AttributeKind } from '../product.types';
import { cleanCode } from './clean-text';

/**
 * The one spelling of an attribute's name: lower-case words (letters and digits of any script) joined by `_`.
 * `Display Diagonal (inch)` is `display_diagonal_inch`. Empty when the name holds neither letter nor digit.
 *
 * @throws TroveError TEXT_TOO_LONG
 */
export function attributeKey(name: string, limit: number): string {
  if (/^[a-z0-9]+(?:_[a-z0-9]+)*$/.test(name) && name.length <= limit) return name;
  const words = cleanCode(name, limit)
    .toLowerCase()
    .normalize('NFC')
    .split(/[^\p{L}\p{M}\p{N}]+/u);
  return words.filter((word) => word !== '').join('_');
}

/**
 * A key that the product does not have yet. When two names come to the same key, the second is told apart by its kind, so
 * that no fact is lost: `height_adjustment` (yes) and `height_adjustment_number` (100).
 */
export function freeAttributeKey(
  key: string,
  kind: AttributeKind,
  taken: { has(key: string): boolean },
): string {
  if (!taken.has(key)) return key;
  const byKind = `${key}_${kind}`;
  let free = byKind;
  for (let number = 2; taken.has(free); number += 1) free = `${byKind}_${number}`;
  return free;
}
