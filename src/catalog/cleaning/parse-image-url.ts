import { TroveError, quoted } from '../../shared/errors';

/**
 * Takes an address on the web, or a path on the shop's own host (`/images/1.svg`), as it is written.
 *
 * @throws TroveError INVALID_INPUT for anything else: a `javascript:` address must not reach a page.
 */
export function parseImageUrl(text: string): string {
  if (text.startsWith('/') || text === '') return text;
  if (/^https?:\/\//i.test(text) && URL.canParse(text)) return text;
  throw new TroveError(
    'INVALID_INPUT',
    `${quoted(text)} is no address of an image. Write one that begins with https://, http:// or /.`,
  );
}
