import { PRODUCT_LIMITS } from '../catalog/product-limits';
import { quoted, TroveError } from '../shared/errors';
import { asSku } from '../shared/ids';
import type { Dislike } from './shopper.types';

/** Texts as products hold them: trimmed and NFC. @throws TroveError INVALID_INPUT, TEXT_TOO_LONG, TOO_MANY_ITEMS */
export function cleanDislike(draft: Dislike): Dislike {
  switch (draft.kind) {
    case 'PRODUCT':
      return { kind: draft.kind, sku: asSku(cleanText('sku', draft.sku, PRODUCT_LIMITS.sku)) };
    case 'BRAND':
      return {
        kind: draft.kind,
        brand: cleanText('brand', draft.brand, PRODUCT_LIMITS.shortText),
      };
    case 'CATEGORY':
      return { kind: draft.kind, path: cleanPath(draft.path) };
  }
}

function cleanPath(path: readonly string[]): readonly string[] {
  if (path.length === 0)
    throw new TroveError(
      'INVALID_INPUT',
      'The path of the category is empty; name at least its root.',
    );
  if (path.length > PRODUCT_LIMITS.categoryDepth)
    throw new TroveError(
      'TOO_MANY_ITEMS',
      `The category is ${path.length} levels deep; at most ${PRODUCT_LIMITS.categoryDepth} are taken.`,
    );
  return path.map((name) => cleanText('category', name, PRODUCT_LIMITS.shortText));
}

function cleanText(field: string, value: string, maxCharacters: number): string {
  const text = value.trim().normalize('NFC');
  if (text === '' || /\p{Cc}/u.test(text) || !text.isWellFormed())
    throw new TroveError(
      'INVALID_INPUT',
      `${field} is ${quoted(value)}; it must be a text without control characters or halves of characters.`,
    );
  if (text.length <= maxCharacters) return text;
  throw new TroveError(
    'TEXT_TOO_LONG',
    `${field} ${quoted(text)} has ${text.length} characters; at most ${maxCharacters} are taken.`,
  );
}
