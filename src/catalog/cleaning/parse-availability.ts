import { TroveError, quoted } from '../../shared/errors';
import type { Availability } from '../product.types';

/** Spellings of feeds and of schema.org, in lower case without blanks and punctuation. */
const SPELLINGS: ReadonlyMap<string, Availability> = new Map<string, Availability>([
  ...spelled('IN_STOCK', 'instock available availablenow yes true y limitedavailability lowstock'),
  ...spelled('IN_STOCK', 'instoreonly onlineonly 有货 现货 在售'),
  ...spelled('OUT_OF_STOCK', 'outofstock soldout unavailable notavailable no false n none'),
  ...spelled('OUT_OF_STOCK', '缺货 无货 售罄'),
  ...spelled('PREORDER', 'preorder presale backorder onbackorder comingsoon madetoorder 预售 预订'),
  ...spelled('DISCONTINUED', 'discontinued endoflife eol retired 停产 下架'),
]);

function spelled(meaning: Availability, words: string): [string, Availability][] {
  return words.split(' ').map((word) => [word, meaning]);
}

/**
 * Reads whether a product can be bought: the usual spellings (`in stock`, `InStock`, `https://schema.org/InStock`), a
 * truth value, or the number of pieces in stock.
 *
 * @throws TroveError INVALID_INPUT
 */
export function parseAvailability(value: unknown): Availability {
  if (typeof value === 'boolean') return value ? 'IN_STOCK' : 'OUT_OF_STOCK';
  const text = typeof value === 'number' ? String(value) : value;
  const meaning = typeof text === 'string' ? meaningOf(text) : undefined;
  if (meaning) return meaning;
  throw new TroveError(
    'INVALID_INPUT',
    `${quoted(value)} is no availability. Write IN_STOCK, OUT_OF_STOCK, PREORDER, DISCONTINUED or the number of pieces.`,
  );
}

function meaningOf(text: string): Availability | undefined {
  const trimmed = text.trim();
  if (/^[+-]?\d+(?:\.\d+)?$/.test(trimmed))
    return Number(trimmed) > 0 ? 'IN_STOCK' : 'OUT_OF_STOCK';
  const word = trimmed.slice(trimmed.lastIndexOf('/') + 1);
  return SPELLINGS.get(word.toLowerCase().replaceAll(/[\s\p{P}]+/gu, ''));
}
