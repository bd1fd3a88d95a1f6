/** Whatever the analyzer does not put into a word separates words; so no character has a meaning in a full-text query. */
const NOT_IN_A_WORD = /[^\p{L}\p{N}\p{M}.]+/gu;
const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;

/** The tokens of a word: one, unless it holds what no word holds. */
export function tokensOf(word: string): readonly string[] {
  const pieces = word.toLowerCase().replace(NOT_IN_A_WORD, ' ').split(' ');
  return pieces.filter((piece) => LETTER_OR_DIGIT.test(piece));
}
