import { TroveError, quoted } from '../../shared/errors';
import { PRODUCT_LIMITS } from '../product-limits';

/**
 * Reads a language tag in its usual spellings and returns the canonical one: `EN_us` is `en-US`.
 *
 * @throws TroveError INVALID_INPUT
 */
export function parseLocale(text: string): string {
  const tag = text.trim();
  const locale = tag.length <= PRODUCT_LIMITS.locale ? canonicalLocale(tag) : undefined;
  if (locale !== undefined) return locale;
  throw new TroveError(
    'INVALID_INPUT',
    `${quoted(text)} is no language tag. Write it like en, en-GB or zh-CN.`,
  );
}

function canonicalLocale(tag: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(tag.replaceAll('_', '-'))[0];
  } catch {
    return undefined;
  }
}
