import { TroveError, quoted } from '../../shared/errors';
import type { PlainTextOf } from '../plain-text.port';
import { PRODUCT_LIMITS } from '../product-limits';

/** Printable ASCII without markup, double blanks or blanks at the ends is clean already; most texts are. */
const CERTAINLY_CLEAN = /^(?:[!-%'-;=-~]+(?: [!-%'-;=-~]+)*)?$/;

/** What could be a tag, a comment or a character reference. */
const MAYBE_MARKUP = /<[a-z/!?]|&[a-z#]/i;

/**
 * Characters that nobody sees: controls, soft hyphen, zero width space, word joiner, byte order mark, and the embeddings
 * and isolates that can make a text read differently from what it is. Joiners stay: Persian, Hindi and emoji need them.
 */
const UNSEEN = /[^\P{Cc}\s]|[\u00AD\u200B\u2060\uFEFF\u202A-\u202E\u2066-\u2069]/gu;

/** Layers of escaping (`&amp;amp;lt;`) that are taken off before a text is refused. */
const MAX_PASSES = 8;

/**
 * Cleans a text for people: Unicode NFC, markup taken out, ill-formed surrogates and unseen characters removed, blanks
 * collapsed and trimmed. Cleaning a clean text changes nothing, which is why it goes on until nothing changes: feeds
 * arrive escaped twice.
 *
 * @throws TroveError TEXT_TOO_LONG, or INVALID_INPUT for a text escaped over and over.
 */
export function cleanText(raw: string, limit: number, plainTextOf: PlainTextOf): string {
  return cleaned(raw, limit, (text) => (MAYBE_MARKUP.test(text) ? plainTextOf(text) : text));
}

/** The same for keys and addresses, in which `<` and `&` mean themselves. */
export function cleanCode(raw: string, limit: number): string {
  return cleaned(raw, limit, (text) => text);
}

function cleaned(raw: string, limit: number, withoutMarkup: (text: string) => string): string {
  if (raw.length > PRODUCT_LIMITS.rawText) throw tooLong(raw, PRODUCT_LIMITS.rawText);
  if (CERTAINLY_CLEAN.test(raw)) return within(limit, raw);
  let text = raw;
  for (let pass = 0; pass < MAX_PASSES; pass += 1) {
    const next = withoutUnseen(withoutMarkup(text));
    if (next === text) return within(limit, text);
    text = next;
  }
  throw new TroveError(
    'INVALID_INPUT',
    `${quoted(raw)} is escaped more than ${MAX_PASSES - 1} times over. Unescape it at its source.`,
  );
}

function withoutUnseen(text: string): string {
  return withoutLoneSurrogates(text)
    .replaceAll(UNSEEN, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .normalize('NFC');
}

/** `toWellFormed` would leave a replacement character in their place, which shoppers would see. */
function withoutLoneSurrogates(text: string): string {
  return text.isWellFormed() ? text : text.replaceAll(/\p{Surrogate}/gu, '');
}

function within(limit: number, text: string): string {
  if (text.length > limit) throw tooLong(text, limit);
  return text;
}

function tooLong(text: string, limit: number): TroveError {
  return new TroveError(
    'TEXT_TOO_LONG',
    `${quoted(text)} has ${text.length} characters; at most ${limit} are taken. Shorten it.`,
    { characters: text.length, limit },
  );
}
