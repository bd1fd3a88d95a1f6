/** Letters that have no decomposition in Unicode but a customary spelling without the stroke or the ligature. */
const PLAIN_SPELLINGS: ReadonlyMap<string, string> = new Map([
  ['ß', 'ss'],
  ['æ', 'ae'],
  ['œ', 'oe'],
  ['ø', 'o'],
  ['ł', 'l'],
  ['đ', 'd'],
  ['ð', 'd'],
  ['þ', 'th'],
  ['ħ', 'h'],
  ['ı', 'i'],
  // Lower case of one and the same letter, depending on whether it ends the word.
  ['ς', 'σ'],
]);

const LETTER_WITH_PLAIN_SPELLING = new RegExp(`[${[...PLAIN_SPELLINGS.keys()].join('')}]`, 'g');

/** Marks are taken off these scripts only: elsewhere they make another letter (か and が) or carry the vowel (Thai, Hindi). */
const MARKS_ON_LETTERS =
  /([\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}])\p{Script=Inherited}+/gu;

/** Half a surrogate pair is no character; a control character is no text; a trade mark sign is not the letters "tm". */
const NOISE = /[\p{Cs}\p{Cc}\p{Co}\p{Cn}\u2120\u2122]/gu;

/** Soft hyphens, zero-width joiners, byte order marks: they steer the layout and are not seen. */
const INVISIBLE = /\p{Cf}+/gu;

const BLANKS = /\s+/gu;

// eslint-disable-next-line no-control-regex -- the whole ASCII range, control characters included
const ASCII = /^[\u0000-\u007f]*$/;
// eslint-disable-next-line no-control-regex -- control characters and blanks alike become one blank
const ASCII_BLANKS = /[\u0000-\u0020\u007f]+/g;

/** True for text that has a shorter way through normalisation. */
export function isAscii(text: string): boolean {
  return ASCII.test(text);
}

/**
 * The form in which text is compared: well-formed Unicode, compatibility forms folded (NFKC: full width, ligatures,
 * superscripts), lower case, Latin, Greek and Cyrillic letters without diacritics, one blank for any run of blanks and
 * control characters, none at the ends. Normalising twice changes nothing more.
 *
 * Chinese is left as it is, and Japanese keeps its voiced marks.
 */
export function normalizeText(text: string): string {
  if (isAscii(text)) return text.toLowerCase().replace(ASCII_BLANKS, ' ').trim();
  const visible = text.replace(NOISE, ' ').replace(INVISIBLE, '');
  const decomposed = visible.normalize('NFKC').toLowerCase().normalize('NFKD');
  const plain = decomposed
    .replace(MARKS_ON_LETTERS, '$1')
    .replace(LETTER_WITH_PLAIN_SPELLING, (letter) => PLAIN_SPELLINGS.get(letter) ?? letter);
  return plain.normalize('NFKC').replace(BLANKS, ' ').trim();
}
