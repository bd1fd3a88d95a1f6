import { isName } from '../src/models/is-name';
import { quoted, TroveError } from '../src/shared/errors';

/** A list whose places are named by the key of an entry. */
export type ListName = 'models' | 'training-runs';

/** The place of an entry in its list: opaque to clients. */
export function listCursor(list: ListName, key: string): string {
  return Buffer.from(`${list}:${key}`).toString('base64url');
}

/** @returns the key. @throws TroveError CURSOR_INVALID when the text is no cursor of this list. */
export function readListCursor(list: ListName, cursor: string): string {
  const text = Buffer.from(cursor, 'base64url').toString();
  const key = text.slice(list.length + 1);
  if (text.startsWith(`${list}:`) && isName(key) && listCursor(list, key) === cursor) return key;
  throw new TroveError(
    'CURSOR_INVALID',
    `${quoted(cursor)} is not a cursor of this list. Use "endCursor" of an earlier page, or start without "after".`,
  );
}
