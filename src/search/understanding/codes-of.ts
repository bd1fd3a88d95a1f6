import { codeForms, looksLikeCode } from '../analysis/fold-code';

const BETWEEN_CODES = /[\s\p{Cc}\p{Script=Han}]+/u;

/** A list of numbers pasted into the search box is looked up this far. */
const MAX_CODES = 10;

/**
 * The codes that a query may be asking for, folded: the whole of it ("DV7 1211EA" for DV7-1211EA) and each part between blanks
 * or Chinese characters that looks like one.
 */
export function codesOf(text: string): readonly string[] {
  const candidates = [text, ...text.split(BETWEEN_CODES)].filter(looksLikeCode);
  return [...new Set(candidates.flatMap(codeForms))].slice(0, MAX_CODES);
}

/** Whether the query is one code and nothing else: no blank in it. */
export function isOneCode(text: string): boolean {
  const trimmed = text.trim();
  return !BETWEEN_CODES.test(trimmed) && looksLikeCode(trimmed);
}
