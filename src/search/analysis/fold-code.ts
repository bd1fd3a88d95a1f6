import { normalizeText } from './normalize-text';

const NEITHER_LETTER_NOR_DIGIT = /[^\p{L}\p{N}]/gu;
const HAS_DIGIT = /\p{Nd}/u;
const HAN = /\p{Script=Han}/u;

/** Shorter codes ("4k", "5g", "mp3") are everyday words. */
const SHORTEST_CODE = 4;
/** Longer than any model number in use; a sentence is not a code. */
const LONGEST_CODE = 40;

/** GTIN-12 (UPC), GTIN-13 (EAN) and GTIN-14 name the same product when they differ only by leading zeros. */
const LONG_GTIN = /^\d{12,14}$/;

/** A model number as it is compared: letters and digits only, lower case. "DV7-1211EA" becomes "dv71211ea". */
export function foldCode(text: string): string {
  return normalizeText(text).replace(NEITHER_LETTER_NOR_DIGIT, '');
}

/** Whether the text may be a model number, EAN or the like: 4 to 40 letters and digits with at least one digit, no Chinese. */
export function looksLikeCode(text: string): boolean {
  const folded = foldCode(text);
  if (folded.length < SHORTEST_CODE || folded.length > LONGEST_CODE) return false;
  return HAS_DIGIT.test(folded) && !HAN.test(folded);
}

/** The folded code, and for an article number of 12 to 14 digits the same number in the two other lengths where it fits. */
export function codeForms(text: string): readonly string[] {
  const folded = foldCode(text);
  if (!LONG_GTIN.test(folded)) return [folded];
  const digits = folded.replace(/^0+/, '');
  const padded = [12, 13, 14]
    .filter((length) => length >= digits.length)
    .map((length) => digits.padStart(length, '0'));
  return [folded, ...padded.filter((form) => form !== folded)];
}
