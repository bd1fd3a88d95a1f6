import { createHash, timingSafeEqual } from 'node:crypto';
import type { Config } from '../config/config';
import { TroveError } from '../shared/errors';

/** Whether a caller may change the catalogue, and why not. */
export type CatalogAccess = 'GRANTED' | 'KEY_MISSING' | 'KEY_WRONG' | 'CLOSED';

/**
 * Without a key in the configuration everybody may, except in production, where nobody may.
 *
 * @param authorization the header as it came; null when absent.
 */
export function catalogAccess(
  { adminKey, environment }: Pick<Config, 'adminKey' | 'environment'>,
  authorization: string | null,
): CatalogAccess {
  if (adminKey === null) return environment === 'production' ? 'CLOSED' : 'GRANTED';
  if (authorization === null) return 'KEY_MISSING';
  return sameText(authorization, `Bearer ${adminKey}`) ? 'GRANTED' : 'KEY_WRONG';
}

/** Takes the same time wherever the texts differ, so that a key cannot be found out letter by letter. */
function sameText(left: string, right: string): boolean {
  return timingSafeEqual(digest(left), digest(right));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

const REMEDIES: Readonly<Record<Exclude<CatalogAccess, 'GRANTED'>, (doing: string) => string>> = {
  KEY_MISSING: (doing) => `${doing} needs the header "Authorization: Bearer <TROVE_ADMIN_KEY>".`,
  KEY_WRONG: () =>
    'The key in the Authorization header is not the one this server was started with.',
  CLOSED: (doing) =>
    `${doing} needs a key in production. Start the server with TROVE_ADMIN_KEY set, and send it as "Authorization: Bearer …".`,
};

/**
 * @param doing what the caller wants to do, as the subject of a sentence.
 * @throws TroveError FORBIDDEN, saying what is missing.
 */
export function requireCatalogAccess(
  access: CatalogAccess,
  doing = 'Changing the catalogue',
): void {
  if (access !== 'GRANTED') throw new TroveError('FORBIDDEN', REMEDIES[access](doing));
}
