import { quoted, TroveError } from '../src/shared/errors';
import { asSku, type Sku } from '../src/shared/ids';

const PREFIX = 'products:';

/** The place of a product in the list of all products. */
export function productCursor(sku: Sku): string {
  return Buffer.from(`${PREFIX}${sku}`).toString('base64url');
}

/** @throws TroveError CURSOR_INVALID when the text is no cursor of this list. */
export function readProductCursor(cursor: string): Sku {
  const text = Buffer.from(cursor, 'base64url').toString();
  const sku = asSku(text.slice(PREFIX.length));
  if (text.startsWith(PREFIX) && productCursor(sku) === cursor) return sku;
  throw new TroveError(
    'CURSOR_INVALID',
    `${quoted(cursor)} is not a cursor of this list. Use "endCursor" of an earlier page, or start without "after".`,
  );
}
